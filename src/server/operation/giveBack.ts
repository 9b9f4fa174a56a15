import { performance } from 'node:perf_hooks'
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

async function collectNow(): Promise<void> {
  collect ??= collector()
  await collect({ type: 'major', execution: 'async' })
}

/** So much more than after the last collection is worth another. */
const worthwhile = 32 * 1_048_576
/** The share of its time that a process at rest is at work at most. */
const atRest = 0.1
/** The share of its time from which a process is busy: answers would wait for a collector that runs often. */
const busy = 0.5
const lookMs = 1000

const growBy = (percent: number) => setFlagsFromString(`--heap-growing-percent=${percent}`)

/**
 * Has the heap grow by two fifths of what is in use before it is tidied, where the engine would let it double and more, and
 * by as much again while the process is busy; and has it tidied whenever the process has rested for a while with more than
 * it had after the last time.
 */
export function keepRoomSmall(restMs = 10_000): void {
  growBy(40)
  let held = 0
  let wasBusy = false
  let restedMs = 0
  let before = performance.eventLoopUtilization()
  const look = setInterval(async () => {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, before)
    before = now
    const isBusy = utilization > busy
    if (isBusy !== wasBusy) growBy(isBusy ? 100 : 40)
    wasBusy = isBusy
    restedMs = utilization > atRest ? 0 : restedMs + lookMs
    if (restedMs < restMs || process.memoryUsage().heapTotal < held + worthwhile) return
    restedMs = 0
    await collectNow()
    held = process.memoryUsage().heapTotal
  }, lookMs)
  look.unref()
}

/**
 * Gives memory back to the system a little later. The engine collects when it needs room, so that what a large organisation
 * took while it was read, or until nobody asked for it any more, would stay taken as long as little happens.
 */
export function giveBackSoon(delayMs = afterMs): void {
  clearTimeout(timer)
  timer = setTimeout(() => void collectNow(), delayMs)
  timer.unref()
}
