import { openSigner, type SignerOptions } from './signer.ts'

/** Looks and signs until it is told to stop; a database that is away for a while is waited for. */
export async function runSigner(options: SignerOptions, stop: AbortSignal): Promise<void> {
  const pause = (seconds: number) =>
    new Promise<void>((done) => {
      const end = () => {
        clearTimeout(timer)
        stop.removeEventListener('abort', end)
        done()
      }
      const timer = setTimeout(end, seconds * 1000)
      stop.addEventListener('abort', end, { once: true })
    })
  const signer = await openSigner(options)
  options.log(`Signing as ${signer.keys.instance} with key ${signer.keys.all.at(-1)?.id}.`)
  let wholeAt = 0
  let wasAway = false
  try {
    while (!stop.aborted) {
      const whole = performance.now() >= wholeAt
      try {
        await signer.look(whole)
        if (whole) wholeAt = performance.now() + options.wholeEveryHours * 3_600_000
        if (wasAway) options.log('The database answers again.')
        wasAway = false
      } catch (error) {
        if (!wasAway) options.log(`The log cannot be read: ${error instanceof Error ? error.message : String(error)}`)
        wasAway = true
      }
      if (!stop.aborted) await pause(options.everySeconds)
    }
  } finally {
    await signer.close()
  }
}
