/** Somebody pressed Ctrl-C, and what was going on has stopped in order. */
export class Cancelled extends Error {}

/**
 * Lets Ctrl-C stop a piece of work in order: its signal is aborted and it ends where it can. Pressed again, the program
 * ends at once.
 */
export async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController()
  const onSignal = () => {
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort()
  }
  process.on('SIGINT', onSignal)
  try {
    return await work(stopping.signal)
  } catch (error) {
    if (stopping.signal.aborted && !(error instanceof Cancelled)) throw new Cancelled('Cancelled.')
    throw error
  } finally {
    process.off('SIGINT', onSignal)
  }
}

/** Ctrl-C under npm can arrive twice: from the terminal, and handed on. */
const oneSignalMs = 500

export interface StopSignals {
  /** Settles when the process is asked to stop, by Ctrl-C or SIGTERM. */
  readonly asked: Promise<'asked'>
  /** Says what to do when it is asked again; without, and the time after that, it ends where it stands. */
  onAgain(hurry: () => void): void
}

/** Listens from now on without a gap: in one, a signal that arrives twice would end the process at once. */
export function stopSignals(): StopSignals {
  const signals = ['SIGINT', 'SIGTERM'] as const
  let first: number | null = null
  let again: (() => void) | null = null
  let ask: (why: 'asked') => void
  const asked = new Promise<'asked'>((done) => {
    ask = done
  })
  const onSignal = (signal: NodeJS.Signals) => {
    if (first === null) {
      first = performance.now()
      return ask('asked')
    }
    if (performance.now() - first < oneSignalMs) return
    for (const each of signals) process.off(each, onSignal)
    if (again === null) process.kill(process.pid, signal)
    else again()
  }
  for (const signal of signals) process.on(signal, onSignal)
  return {
    asked,
    onAgain(hurry) {
      again = hurry
    },
  }
}
