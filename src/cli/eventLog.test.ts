import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { eventLog } from './eventLog.ts'
import { makeTeller } from './teller.ts'

function said(wanted: string | undefined, more: { isTTY?: boolean; json?: boolean } = {}): string {
  const out = Object.assign(new PassThrough(), { isTTY: more.isTTY ?? false })
  eventLog(makeTeller(more.json ?? false, out), wanted, out)('\nOpen this link once:\n  http://127.0.0.1/welcome#x\n')
  return String(out.read() ?? '')
}

test('where a log is asked for and read by a program, what a server says is one event a line', () => {
  const lines = said('info').split('\n')
  expect(lines).toHaveLength(2)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 30,
    pid: process.pid,
    msg: 'Open this link once:\n  http://127.0.0.1/welcome#x',
  })
  // People at a terminal, and those who asked for no log, read sentences; with --json there is the result alone.
  for (const text of [said(undefined), said(''), said('info', { isTTY: true })])
    expect(text).toBe('\nOpen this link once:\n  http://127.0.0.1/welcome#x\n\n')
  expect(said('info', { json: true })).toBe('')
})
