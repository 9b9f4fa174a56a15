import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { otherSignerCode } from './commands/sign.ts'

/** How long a signer may take to end by itself. */
const patienceMs = 5000

export interface SignerChild {
  stop(): Promise<void>
}

/**
 * Runs the signer beside the server as a process of its own, and again when it ends by itself. It is given the sign-in
 * of its own database role and none of the server's.
 */
export function startSigner(dataFolder: string, databaseUrl: string, log: (line: string) => void): SignerChild {
  const bin = join(import.meta.dirname, 'bin.ts')
  let child: ChildProcess | null = null
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  let failures = 0

  function begin(): void {
    const { DATABASE_URL: _server, ...environment } = process.env
    const started = performance.now()
    child = fork(bin, ['sign', '--data', dataFolder], {
      // It does little at a time, and is there for as long as the server.
      execArgv: ['--max-semi-space-size=2'],
      env: { ...environment, OPENAIMS_SIGNER_DATABASE_URL: databaseUrl },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n')) if (line.trim() !== '') log(line)
      })
    child.once('exit', (code, signal) => {
      child = null
      // Another machine signs: it has said so, and would say so again.
      if (stopped || code === otherSignerCode) return
      failures = performance.now() - started > 60_000 ? 0 : failures + 1
      const seconds = Math.min(60, 2 ** failures)
      log(`The signer ended (${code === null ? signal : `code ${code}`}); it is started again in ${seconds} s.`)
      timer = setTimeout(begin, seconds * 1000)
      timer.unref()
    })
  }

  begin()
  return {
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      const running = child
      if (!running) return
      await new Promise<void>((done) => {
        // It keeps nothing that could be lost halfway: what it signed is remembered before it is published.
        const force = setTimeout(() => running.kill('SIGKILL'), patienceMs)
        running.once('exit', () => {
          clearTimeout(force)
          done()
        })
        running.kill('SIGTERM')
      })
    },
  }
}
