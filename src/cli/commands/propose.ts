import { isProposalKind, proposalKinds } from '../../server/proposals.ts'
import { type Command, clientOptions } from '../command.ts'
import { takeOver } from '../takeOver.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

const kinds = Object.keys(proposalKinds)
const shown = 10

export const propose: Command = {
  name: 'propose',
  usage: `propose <${kinds.join('|')}> [-o ORGANISATION] [--apply] [--as EMAIL] [--data FOLDER | --server URL]`,
  about: `Show what the records suggest: roles, impact triage, risks, treatments, statement of applicability, or documents to begin.
With --apply the proposals are recorded as drafts for people to judge; nothing is decided or approved by it.`,
  options: { ...clientOptions, apply: { type: 'boolean' } },
  async run(args, tell) {
    const [kind, ...rest] = args.positionals
    if (kind === undefined || !isProposalKind(kind) || rest.length > 0)
      throw new UsageProblem(`Say what to propose: ${kinds.join(', ')}.`)
    return withClient(args, async ({ org, signal }) => {
      const { changes } = await org.get('proposals/{kind}', { at: { kind }, signal })
      const ids = changes.slice(0, shown).flatMap((change) => ('id' in change ? [change.id] : []))
      const named =
        ids.length > 0 && !tell.json ? await org.get('refs', { query: { ids: ids.join(',') }, signal }) : null
      const refs = new Map(named?.refs.map(({ id, ref }) => [id, ref]))
      for (const change of changes.slice(0, shown)) {
        const title = typeof change.values.title === 'string' ? change.values.title : ''
        const about = 'id' in change ? (refs.get(change.id) ?? '') : 'new'
        tell.say(`${about.padEnd(8)} ${title} ${change.reason.slice(0, 120)}`)
      }
      if (changes.length > shown) tell.say(`… and ${changes.length - shown} more`)
      if (args.values.apply !== true) {
        tell.say(`${changes.length} proposals. Add --apply to record them.`)
        tell.result({ proposals: changes, recorded: 0 })
        return 0
      }
      const done = await takeOver(org, changes, signal, (n) => tell.progress(`${n} of ${changes.length} recorded`))
      tell.progress('')
      tell.say(`${done} proposals recorded.`)
      tell.result({ proposals: changes, recorded: done })
      return 0
    })
  },
}
