import type { Command } from './command.ts'
import { commands } from './commands/index.ts'

const rest = `Every command takes --json: standard output then holds one JSON value, and errors are JSON on standard error.
What goes on until it is stopped (serve, work, sign) tells with it only where it is reached, if anywhere.

Where the data is:
  --data FOLDER     the data folder (or OPENAIMS_DATA); whoever may read it may act in it
  --as EMAIL        the member to act as there; left out, its first administrator. History says "cli".
  --server URL      another server instead, as whoever the token in OPENAIMS_TOKEN belongs to
  DATABASE_URL      a PostgreSQL of your own instead of the one that comes with OpenAIMS

What is about the installation itself works on its data folder alone, for whoever may read it: serve, work, sign,
sign-in-link, organisation create, key create (all noted in the logs), and backup and restore, which read and write the
database and its secrets whole, as no route does. All else goes through the routes, with the rights of whoever asks.

Exit codes:
  0    done
  1    refused, failed, or a check found something
  2    the command was not understood
  130  stopped by Ctrl-C; what was not finished was not done, or the message says what was
  "verify" and "restore" have codes of their own for what they find; their help tells them.
`

/** All commands, what they share, and what their exit codes mean. */
export async function overview(): Promise<string> {
  const all = await Promise.all(Object.values(commands).map((read) => read()))
  const width = Math.max(...all.map((c) => c.name.length))
  const list = all.map((c) => `  ${c.name.padEnd(width)}  ${c.about.split('\n')[0]}`).join('\n')
  return `OpenAIMS: the AI management system for ISO/IEC 42001.\n\n${list}\n\nopenaims help COMMAND says more.\n\n${rest}`
}

export const helpOf = (command: Command): string => `openaims ${command.usage}\n\n${command.about}\n`
