import { problem, type Register } from '../../model/index.ts'
import { inSentence } from '../../model/inSentence.ts'
import type { Change } from '../../server/contract.ts'
import { type Command, clientOptions, textOf, textsOf } from '../command.ts'
import { registerNamed } from '../registerNamed.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

/** Reads `field=value` as the register's field would read a cell. */
function setting(register: Register, text: string): [string, unknown] {
  const at = text.indexOf('=')
  const name = text.slice(0, at)
  const value = text.slice(at + 1)
  if (at < 1) throw new UsageProblem(`Write --set field=value; "${text}" is not of that form.`)
  const field = register.fields[name]
  if (!field) {
    const link = register.links[name]
    if (!link)
      throw problem('record/invalid', { fields: [{ field: name, message: `${register.label.one} has no "${name}".` }] })
    const ids = value.split(';').filter((v) => v !== '')
    return [name, link.many ? ids : (ids[0] ?? null)]
  }
  if (value === '') return [name, null]
  const parsed = field.type.parse(value, field)
  if ('problem' in parsed) throw problem('record/invalid', { fields: [{ field: name, message: parsed.problem }] })
  return [name, parsed.value]
}

export const edit: Command = {
  name: 'edit',
  usage:
    'edit REGISTER [--filter name:operator:value …] --set field=value … [--reason TEXT] [-o ORGANISATION] [--as EMAIL] [--dry-run] [--data FOLDER | --server URL]',
  about: `Change every record of a register that the filters leave, all or nothing.
Example: openaims edit ai-systems --filter stage:not:retirement --set inScope=yes --reason "Scope 1.0"`,
  options: {
    ...clientOptions,
    filter: { type: 'string', multiple: true },
    set: { type: 'string', multiple: true },
    reason: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  async run(args, tell) {
    const register = registerNamed(args.positionals[0])
    const values = Object.fromEntries(textsOf(args, 'set').map((s) => setting(register, s)))
    if (Object.keys(values).length === 0) throw new UsageProblem('Say what to change with --set field=value.')
    const many = inSentence(register.label.many)
    return withClient(args, async ({ org, signal }) => {
      const changes: Change[] = []
      const refs: string[] = []
      for await (const { id, version, ref } of org
        .register(register.name)
        .all({ filter: textsOf(args, 'filter'), sort: 'ref' }, signal)) {
        changes.push({ do: 'edit', register: register.name, id, version, values })
        refs.push(ref)
        tell.progress(`${refs.length} ${many} found`)
      }
      tell.progress('')
      const isDry = args.values['dry-run'] === true
      if (!isDry && changes.length > 0)
        await org.post('changes', { body: { changes, reason: textOf(args, 'reason') ?? null }, signal })
      tell.say(`${changes.length} ${many} ${isDry ? 'would change' : 'changed'}.`)
      tell.result({ changed: isDry ? [] : refs, wouldChange: isDry ? refs : [] })
      return 0
    })
  },
}
