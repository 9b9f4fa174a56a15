import { readFile } from 'node:fs/promises'
import { problem, type Register } from '../../model/index.ts'
import { inSentence } from '../../model/inSentence.ts'
import { registerAt } from '../../server/context.ts'
import { type Change, parseFilter } from '../../store/index.ts'
import { type Command, textOf } from '../command.ts'
import { inOrganisation, organisationOptions } from '../inOrganisation.ts'
import { UsageProblem } from '../usageProblem.ts'

/** Reads `field=value` as the register's field would read a cell. */
function setting(register: Register, text: string): [string, unknown] {
  const at = text.indexOf('=')
  const name = text.slice(0, at)
  const field = register.fields[name]
  if (at < 1) throw new UsageProblem(`Write --set field=value; "${text}" is not of that form.`)
  if (!field) {
    const link = register.links[name]
    if (!link)
      throw problem('record/invalid', { fields: [{ field: name, message: `${register.label.one} has no "${name}".` }] })
    const ids = text
      .slice(at + 1)
      .split(';')
      .filter((v) => v !== '')
    return [name, link.many ? ids : (ids[0] ?? null)]
  }
  const value = text.slice(at + 1)
  if (value === '') return [name, null]
  const parsed = field.type.parse(value, field)
  if ('problem' in parsed) throw problem('record/invalid', { fields: [{ field: name, message: parsed.problem }] })
  return [name, parsed.value]
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []

export const edit: Command = {
  name: 'edit',
  usage:
    'edit REGISTER [--filter name:operator:value …] --set field=value … [--reason TEXT] [-o ORGANISATION] [--dry-run]',
  about: `Change every record of a register that the filters leave, all or nothing.
Example: openaims edit ai-systems --filter stage:not:retirement --set inScope=yes --reason "Scope 1.0"`,
  options: {
    ...organisationOptions,
    filter: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  async run(args) {
    return inOrganisation(args, async ({ store, org, actor }) => {
      const register = registerAt(store, args.positionals[0] ?? '')
      const values = Object.fromEntries(texts(args.values.set).map((s) => setting(register, s)))
      if (Object.keys(values).length === 0) throw new UsageProblem('Say what to change with --set field=value.')
      const custom = await store.customFields(org.id, register.name)
      const changes: Change[] = []
      let after: string | undefined
      do {
        const page = await store.list(
          org.id,
          register,
          custom,
          actor,
          { filters: texts(args.values.filter).map(parseFilter), limit: 500, sort: 'ref', ...(after ? { after } : {}) },
          null,
        )
        for (const record of page.records)
          changes.push({ do: 'edit', register: register.name, id: record.id, version: record.version, values })
        after = page.next ?? undefined
      } while (after)
      if (args.values['dry-run'] === true || changes.length === 0) {
        process.stdout.write(`${changes.length} ${inSentence(register.label.many)} would change.\n`)
        return 0
      }
      await store.commit({ actor, org: org.id, changes, reason: textOf(args, 'reason') ?? null })
      process.stdout.write(`${changes.length} ${inSentence(register.label.many)} changed.\n`)
      return 0
    })
  },
}

export const change: Command = {
  name: 'change',
  usage: 'change FILE.json [--reason TEXT] [-o ORGANISATION] [--data FOLDER]',
  about: `Apply a list of changes from a file, all or nothing: [{"do": "create", "register": "risk", "values": {…}}, …].
The forms are those of POST /changes in the API reference. "-" reads standard input.`,
  options: { ...organisationOptions, reason: { type: 'string' } },
  async run(args) {
    const [file] = args.positionals
    if (file === undefined) throw new UsageProblem('Name the file with the changes.')
    const text = file === '-' ? await new Response(process.stdin as never).text() : await readFile(file, 'utf8')
    let changes: unknown
    try {
      changes = JSON.parse(text)
    } catch (error) {
      throw problem('request/not-json', `${file}: ${(error as Error).message}`)
    }
    if (!Array.isArray(changes)) throw problem('request/invalid', `${file}: give a list of changes.`)
    return inOrganisation(args, async ({ store, org, actor }) => {
      // Each change is checked by the store against its register, whatever its shape.
      const done = await store.commit({
        actor,
        org: org.id,
        changes: changes as Change[],
        reason: textOf(args, 'reason') ?? null,
      })
      for (const record of done.records) process.stdout.write(`${record.ref.padEnd(10)} ${record.title}\n`)
      return 0
    })
  },
}
