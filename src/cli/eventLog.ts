import { hostname } from 'node:os'
import type { Teller } from './teller.ts'

interface Output extends NodeJS.WritableStream {
  readonly isTTY?: boolean
}

/**
 * How a process that stays says what it does: a sentence on a terminal; where `OPENAIMS_LOG` asks for a log and its output
 * is read by a program, a line of JSON like those of requests, so that whoever reads them finds nothing else among them.
 */
export function eventLog(
  tell: Teller,
  wanted = process.env.OPENAIMS_LOG,
  out: Output = process.stdout,
): (text: string) => void {
  if (tell.json || !wanted || out.isTTY === true) return (text) => tell.say(text)
  return (text) => {
    // 30 is `info`.
    const event = { level: 30, time: Date.now(), pid: process.pid, hostname: hostname(), msg: text.trim() }
    out.write(`${JSON.stringify(event)}\n`)
  }
}
