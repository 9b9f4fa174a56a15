import { type ProposalKind, proposalKinds, takeOver } from '../../server/proposals.ts'
import type { Command } from '../command.ts'
import { inOrganisation, organisationOptions, progressLine } from '../inOrganisation.ts'
import { UsageProblem } from '../usageProblem.ts'

const kinds = Object.keys(proposalKinds)

export const propose: Command = {
  name: 'propose',
  usage: `propose <${kinds.join('|')}> [-o ORGANISATION] [--apply] [--data FOLDER]`,
  about: `Show what the records suggest: roles, impact triage, risks, treatments or statement of applicability.
With --apply the proposals are recorded as drafts for people to judge; nothing is decided or approved by it.`,
  options: { ...organisationOptions, apply: { type: 'boolean' } },
  async run(args) {
    const [kind, ...rest] = args.positionals
    if (kind === undefined || !kinds.includes(kind) || rest.length > 0)
      throw new UsageProblem(`Say what to propose: ${kinds.join(', ')}.`)
    return inOrganisation(args, async ({ store, snapshots, org, actor }) => {
      const { open } = await snapshots.standing(org.id, null)
      const changes = proposalKinds[kind as ProposalKind](open)
      for (const change of changes.slice(0, 10)) {
        const title = typeof change.values.title === 'string' ? change.values.title : ''
        const about = 'id' in change ? (open.byId(change.id)?.ref ?? '') : 'new'
        process.stdout.write(`${about.padEnd(8)} ${title} ${change.reason.slice(0, 120)}\n`)
      }
      if (changes.length > 10) process.stdout.write(`… and ${changes.length - 10} more\n`)
      if (args.values.apply !== true) {
        process.stdout.write(`${changes.length} proposals. Add --apply to record them.\n`)
        return 0
      }
      const done = await takeOver(store, org.id, actor, changes, (n) =>
        progressLine(`${n} of ${changes.length} recorded`),
      )
      progressLine('')
      process.stdout.write(`${done} proposals recorded.\n`)
      return 0
    })
  },
}
