import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { connect, type NetConnectOpts } from 'node:net'
import { StartProblem } from '../store/postgres/startProblem.ts'

/** What a scanner says of a file; `silent` when it gave no verdict, with what it did instead. */
export type Verdict =
  | { readonly is: 'clean' }
  | { readonly is: 'infected'; readonly by: string }
  | { readonly is: 'silent'; readonly why: string }

export interface VirusScanner {
  scan(path: string): Promise<Verdict>
  /** Whether a file is taken in all the same when there is no verdict. */
  readonly admitsUnscanned: boolean
}

export interface ScannerTimes {
  readonly connectMs: number
  /** Without a byte read or written for so long it is given up. */
  readonly silentMs: number
}

const usualTimes: ScannerTimes = { connectMs: 5_000, silentMs: 60_000 }

/** clamd refuses parts that are longer than its limit of a stream; small ones pass any. */
const partBytes = 64 * 1024
const mostAnswer = 4096

/**
 * Reads `OPENAIMS_VIRUS_SCANNER`, where clamd listens (`tcp://scanner:3310` or `unix:/run/clamav/clamd.ctl`), and
 * `OPENAIMS_VIRUS_SCANNER_SILENT`, what happens to a file of which it says nothing; null when no scanner is named.
 */
export function virusScannerFrom(environment: NodeJS.ProcessEnv, times = usualTimes): VirusScanner | null {
  const at = environment.OPENAIMS_VIRUS_SCANNER
  const silent = environment.OPENAIMS_VIRUS_SCANNER_SILENT || 'refuse'
  if (!at) return null
  if (silent !== 'refuse' && silent !== 'admit')
    throw new StartProblem(
      'wrong-scanner',
      `OPENAIMS_VIRUS_SCANNER_SILENT is "${silent}"; write refuse, which is usual, or admit.`,
    )
  const place = placeOf(at)
  if (place === null)
    throw new StartProblem(
      'wrong-scanner',
      `OPENAIMS_VIRUS_SCANNER is "${at}"; write where clamd listens, such as tcp://scanner:3310 or unix:/run/clamav/clamd.ctl.`,
    )
  return {
    admitsUnscanned: silent === 'admit',
    scan: (path) =>
      ask(place, path, times).catch((error: NodeJS.ErrnoException) => ({
        is: 'silent' as const,
        why: error.code ?? error.message,
      })),
  }
}

function placeOf(text: string): NetConnectOpts | null {
  const path = /^unix:(?:\/\/)?(\/.+)$/.exec(text)?.[1]
  if (path !== undefined) return { path }
  const url = URL.parse(text)
  if (url?.protocol !== 'tcp:' || url.hostname === '' || (url.pathname !== '' && url.pathname !== '/')) return null
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 3310) }
}

/** One conversation of clamd's INSTREAM: parts with their length before them, an empty one, then its verdict. */
async function ask(place: NetConnectOpts, path: string, times: ScannerTimes): Promise<Verdict> {
  const socket = connect(place)
  let answer = ''
  let failure: Error | null = null
  const ended = new Promise<void>((done) => {
    socket.on('error', (error) => {
      failure ??= error
    })
    socket.on('data', (bytes: Buffer) => {
      answer += bytes.toString('utf8')
      if (answer.length > mostAnswer) socket.destroy(new Error('it said too much'))
      // A verdict may come before the last part, where a limit was passed.
      if (answer.includes('\0')) socket.destroy()
    })
    socket.on('close', () => done())
  })
  const giveUp = (why: string) => socket.destroy(new Error(why))
  const connecting = setTimeout(() => giveUp('it took no connection'), times.connectMs)
  socket.once('connect', () => clearTimeout(connecting))
  socket.setTimeout(times.silentMs, () => giveUp('it did not answer in time'))
  try {
    await send(socket, path, ended)
    await ended
  } finally {
    clearTimeout(connecting)
    socket.destroy()
  }
  return verdictOf(answer, failure)
}

async function send(socket: ReturnType<typeof connect>, path: string, ended: Promise<void>): Promise<void> {
  const write = async (bytes: Buffer) => {
    if (!socket.destroyed && !socket.write(bytes)) await Promise.race([once(socket, 'drain').catch(() => {}), ended])
  }
  await write(Buffer.from('zINSTREAM\0'))
  const file = createReadStream(path, { highWaterMark: partBytes })
  for await (const part of file as AsyncIterable<Buffer>) {
    if (socket.destroyed) break
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.length)
    await write(Buffer.concat([length, part]))
  }
  await write(Buffer.alloc(4))
}

/** Only the very words of clamd count; anything else is no verdict. */
function verdictOf(answer: string, failure: Error | null): Verdict {
  const end = answer.indexOf('\0')
  const said = (end < 0 ? answer : answer.slice(0, end)).trim()
  const found = /^stream: (.{1,300}) FOUND$/.exec(said)?.[1]
  if (end >= 0 && said === 'stream: OK') return { is: 'clean' }
  if (end >= 0 && found !== undefined) return { is: 'infected', by: found }
  const why = said !== '' ? `it said "${said.slice(0, 200)}"` : (failure?.message ?? 'it closed the connection')
  return { is: 'silent', why }
}
