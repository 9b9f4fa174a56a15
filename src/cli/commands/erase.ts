import { problem } from '../../model/index.ts'
import { erasableVersions, eraseVersions } from '../../store/log/erase.ts'
import { type Command, textOf } from '../command.ts'
import { inOrganisation, organisationOptions } from '../inOrganisation.ts'
import { UsageProblem } from '../usageProblem.ts'

export const erase: Command = {
  name: 'erase',
  usage: 'erase REF --reason TEXT [--yes] [-o ORGANISATION] [--data FOLDER]',
  about: `Erase the earlier versions of a record: their text goes for ever, their digests stay and the log still verifies.
Take the personal data out of the record by an edit first; what it says now is not touched. Without --yes it only says
what would be erased. The reason stays in the log for ever, so put no personal data into it.`,
  options: { ...organisationOptions, reason: { type: 'string' }, yes: { type: 'boolean' } },
  async run(args, tell) {
    const [ref, ...rest] = args.positionals
    const reason = textOf(args, 'reason')
    if (ref === undefined || rest.length > 0) throw new UsageProblem('Name one record by its ref.')
    if (reason === undefined) throw new UsageProblem('Say why with --reason.')
    return inOrganisation(args, async ({ store, org, actor }) => {
      if (!actor.roles.includes('administrator')) throw problem('access/forbidden', 'Only an administrator may erase.')
      const found = (await Promise.all(store.registry.all.map((r) => store.record(org.id, r, actor, ref, null)))).find(
        (record) => record !== null,
      )
      if (!found) throw problem('access/not-found', `There is no record ${ref}.`)
      const versions = await erasableVersions(store.pool, org.id, found.id)
      if (args.values.yes !== true) {
        tell.say(`${versions.length} earlier versions of ${ref} would be erased; add --yes to do it.`)
        tell.result({ ref, erased: 0, wouldErase: versions.length })
        return 0
      }
      const erased = await eraseVersions(store.pool, org.id, versions, { actor, reason })
      tell.say(`${erased.length} versions of ${ref} erased.`)
      tell.result({ ref, erased: erased.length })
      return 0
    })
  },
}
