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
