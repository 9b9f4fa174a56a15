/** How a command speaks: sentences for people, or one JSON value for programs. */
export interface Teller {
  /** With `--json`: standard output holds JSON and nothing else. */
  readonly json: boolean
  /** A line for people; nothing with `--json`. */
  say(line: string): void
  /** What came out, for programs; nothing without `--json`. */
  result(value: unknown): void
  /** A line that overwrites itself while something goes on; empty at the end. Only on a terminal. */
  progress(text: string): void
}

export function makeTeller(
  json: boolean,
  out: NodeJS.WritableStream = process.stdout,
  err: NodeJS.WriteStream = process.stderr,
): Teller {
  return {
    json,
    say(line) {
      if (!json) out.write(`${line}\n`)
    },
    result(value) {
      if (json) out.write(`${JSON.stringify(value, null, 2)}\n`)
    },
    progress(text) {
      if (err.isTTY) err.write(`\r\u001b[K${text}`)
    },
  }
}
