import { planUndo, refuseIfKept, undoImport } from '../../server/imports/undoImport.ts'
import { type Command, textOf } from '../command.ts'
import { inOrganisation, organisationOptions } from '../inOrganisation.ts'
import { UsageProblem } from '../usageProblem.ts'

export const importUndo: Command = {
  name: 'import-undo',
  usage: 'import-undo IMPORT [-o ORGANISATION] [--partial] [--reason TEXT] [--data FOLDER]',
  about: `Take an import back: what it created is archived, what it changed gets its former values.
Records that were worked on since are named and nothing is done; with --partial the rest is taken back.`,
  options: { ...organisationOptions, partial: { type: 'boolean' }, reason: { type: 'string' } },
  async run(args) {
    const [ref, ...rest] = args.positionals
    if (ref === undefined || rest.length > 0) throw new UsageProblem('Name one import, for example IMP-3.')
    const partial = args.values.partial === true
    return inOrganisation(args, async ({ store, org, actor }) => {
      refuseIfKept(await planUndo(store, org.id, actor, ref), partial)
      const done = await undoImport(store, org.id, actor, ref, { partial, reason: textOf(args, 'reason') ?? null })
      process.stdout.write(
        `${done.ref} is undone: ${done.archived} records archived, ${done.restored} given back their former values${done.kept > 0 ? `, ${done.kept} left as they are` : ''}.\n`,
      )
      return 0
    })
  },
}
