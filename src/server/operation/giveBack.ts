import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Quiet for so long after the last call, then once: loading many records in a row ends in one collection. */
const afterMs = 5000

type Collect = (options: { readonly type: 'major'; readonly execution: 'async' }) => Promise<void>

let collect: Collect | undefined
let timer: NodeJS.Timeout | undefined

/** The engine's own collector, which a program is otherwise not given. */
function collector(): Collect {
  setFlagsFromString('--expose-gc')
  const found = runInNewContext('gc') as Collect
  setFlagsFromString('--no-expose-gc')
  return found
}

/** Has the heap grow by two fifths of what is in use before it is tidied, where the engine would let it double and more. */
export function growSparingly(): void {
  setFlagsFromString('--heap-growing-percent=40')
}

/**
 * Gives memory back to the system a little later. The engine collects when it needs room, so that what a large organisation
 * took while it was read, or until nobody asked for it any more, would stay taken as long as little happens.
 */
export function giveBackSoon(delayMs = afterMs): void {
  clearTimeout(timer)
  timer = setTimeout(() => {
    collect ??= collector()
    void collect({ type: 'major', execution: 'async' })
  }, delayMs)
  timer.unref()
}
