import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { exportTypes } from '../../server/exportRecords.ts'
import { type Command, clientOptions, textOf, textsOf } from '../command.ts'
import { bytesOf, saveFile } from '../saveFile.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

const formats = Object.keys(exportTypes)

export const exportRegister: Command = {
  name: 'export',
  usage: `export REGISTER [-o ORGANISATION] [--format ${formats.join('|')}] [--as-of DATE] [--language LANGUAGE] [--filter FIELD:OPERATOR:VALUE …] [--out FILE] [--data FOLDER | --server URL]`,
  about: `Write a register as CSV, XLSX or JSON, as it is now or was on a day.
--language de writes heads, states and choices in German, in CSV and XLSX; JSON is the same in every language.
Without --out it goes to standard output; --json means --format json there, and tells where the file is with --out.`,
  options: {
    ...clientOptions,
    format: { type: 'string' },
    'as-of': { type: 'string' },
    language: { type: 'string' },
    filter: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
  async run(args, tell) {
    const [name, ...rest] = args.positionals
    if (name === undefined || rest.length > 0) throw new UsageProblem('Name one register, for example risks.')
    const out = textOf(args, 'out')
    const usual = tell.json && out === undefined ? 'json' : 'csv'
    const format = textOf(args, 'format') ?? /\.(\w+)$/.exec(out ?? '')?.[1] ?? usual
    if (!formats.includes(format))
      throw new UsageProblem(`--format is ${formats.join(', ')}; "${format}" is none of them.`)
    return withClient(args, async ({ org, signal }) => {
      const query = { filter: textsOf(args, 'filter'), asOf: textOf(args, 'as-of'), language: textOf(args, 'language') }
      const file = await org.file('export/{file}', { at: { file: `${name}.${format}` }, query, signal })
      if (out === undefined) {
        await pipeline(bytesOf(file), process.stdout, { end: false, signal })
        return 0
      }
      const path = resolve(out)
      await saveFile(file, path, { signal })
      tell.result({ file: path })
      if (!tell.json) process.stderr.write(`${path}\n`)
      return 0
    })
  },
}
