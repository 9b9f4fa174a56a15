import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { problem } from '../../model/index.ts'
import type { Change } from '../../server/contract.ts'
import { type Command, clientOptions, textOf } from '../command.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

export const change: Command = {
  name: 'change',
  usage: 'change FILE.json [--reason TEXT] [-o ORGANISATION] [--as EMAIL] [--data FOLDER | --server URL]',
  about: `Apply a list of changes from a file, all or nothing: [{"do": "create", "register": "risk", "values": {…}}, …].
The forms are those of POST /changes in the API reference. "-" reads standard input.`,
  options: { ...clientOptions, reason: { type: 'string' } },
  async run(args, tell) {
    const [file] = args.positionals
    if (file === undefined) throw new UsageProblem('Name the file with the changes.')
    const changes = changesIn(file, file === '-' ? await text(process.stdin) : await contentOf(file))
    return withClient(args, async ({ org, signal }) => {
      // Each change is checked by the server against its register, whatever its shape.
      const body = { changes: changes as Change[], reason: textOf(args, 'reason') ?? null }
      const done = await org.post('changes', { body, signal })
      tell.result(done)
      for (const record of done.records) tell.say(`${record.ref.padEnd(10)} ${record.title}`)
      return 0
    })
  },
}

const contentOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageProblem(`"${file}" cannot be read (${error.code}).`)
  })

function changesIn(file: string, json: string): unknown[] {
  let found: unknown
  try {
    found = JSON.parse(json)
  } catch (error) {
    throw problem('request/not-json', `${file}: ${(error as Error).message}`)
  }
  if (!Array.isArray(found)) throw problem('request/invalid', `${file}: give a list of changes.`)
  return found
}
