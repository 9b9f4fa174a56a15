import { createWriteStream } from 'node:fs'
import { resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { registerAt } from '../../server/context.ts'
import { type ExportFormat, exportRecords, exportTypes } from '../../server/exportRecords.ts'
import { parseFilter } from '../../store/index.ts'
import { type Command, textOf } from '../command.ts'
import { inOrganisation, organisationOptions } from '../inOrganisation.ts'
import { UsageProblem } from '../usageProblem.ts'

const formats = Object.keys(exportTypes)

export const exportRegister: Command = {
  name: 'export',
  usage: `export REGISTER [-o ORGANISATION] [--format ${formats.join('|')}] [--as-of DATE] [--filter FIELD:OPERATOR:VALUE …] [--out FILE] [--data FOLDER]`,
  about: `Write a register as CSV, XLSX or JSON, as it is now or was on a day.
Without --out it goes to standard output.`,
  options: {
    ...organisationOptions,
    format: { type: 'string' },
    'as-of': { type: 'string' },
    filter: { type: 'string', multiple: true },
    out: { type: 'string' },
  },
  async run(args) {
    const [name, ...rest] = args.positionals
    if (name === undefined || rest.length > 0) throw new UsageProblem('Name one register, for example risks.')
    const out = textOf(args, 'out')
    const format = textOf(args, 'format') ?? /\.(\w+)$/.exec(out ?? '')?.[1] ?? 'csv'
    if (!formats.includes(format))
      throw new UsageProblem(`--format is ${formats.join(', ')}; "${format}" is none of them.`)
    const filters = [args.values.filter ?? []].flat().map((text) => parseFilter(String(text)))
    return inOrganisation(args, async ({ store, org, actor }) => {
      const asOf = await store.asOf(org.id, textOf(args, 'as-of'))
      const register = registerAt(store, name)
      const query = { filters, limit: 500 }
      const written = await exportRecords(store, org.id, actor, register, format as ExportFormat, query, asOf)
      if (out === undefined) {
        for await (const chunk of written) process.stdout.write(chunk)
        return 0
      }
      await pipeline(Readable.from(written), createWriteStream(resolve(out)))
      process.stderr.write(`${resolve(out)}\n`)
      return 0
    })
  },
}
