import { problem } from '../../model/index.ts'
import { registers } from '../../registers/index.ts'
import { type Command, clientOptions, textOf } from '../command.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

export const erase: Command = {
  name: 'erase',
  usage: 'erase REF --reason TEXT [--yes] [-o ORGANISATION] [--as EMAIL] [--data FOLDER | --server URL]',
  about: `Erase the earlier versions of a record: their text goes for ever, their digests stay and the log still verifies.
Take the personal data out of the record by an edit first; what it says now is not touched. Without --yes it only says
what would be erased. The reason stays in the log for ever, so put no personal data into it.`,
  options: { ...clientOptions, reason: { type: 'string' }, yes: { type: 'boolean' } },
  async run(args, tell) {
    const [ref, ...rest] = args.positionals
    const reason = textOf(args, 'reason')
    if (ref === undefined || rest.length > 0) throw new UsageProblem('Name one record by its ref.')
    if (reason === undefined) throw new UsageProblem('Say why with --reason.')
    const prefix = /^([A-Z]+)-\d+$/.exec(ref)?.[1]
    const register = registers.find(({ refPrefix }) => refPrefix === prefix)
    if (!register) throw problem('access/not-found', `There is no record ${ref}.`)
    return withClient(args, async ({ org, signal }) => {
      const { record } = await org.register(register.name).get(ref)
      const { versions } = await org.get('log/erasable/{id}', { at: { id: record.id }, signal })
      if (args.values.yes !== true) {
        tell.say(`${versions.length} earlier versions of ${ref} would be erased; add --yes to do it.`)
        tell.result({ ref, erased: 0, wouldErase: versions.length })
        return 0
      }
      const { erased } = await org.post('log/erasures', { body: { record: record.id, reason }, signal })
      tell.say(`${erased.length} versions of ${ref} erased.`)
      tell.result({ ref, erased: erased.length })
      return 0
    })
  },
}
