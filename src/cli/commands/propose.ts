import { draftLanguages } from '../../programme/documents/voice.ts'
import { voiceOf } from '../../server/language/voiceOf.ts'
import { isProposalKind, proposalKinds } from '../../server/proposals.ts'
import { type Command, clientOptions, textOf } from '../command.ts'
import { idsIn, proposalLines } from '../proposalLines.ts'
import { registerNamed } from '../registerNamed.ts'
import { takeOver } from '../takeOver.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

const kinds = Object.keys(proposalKinds)
const shown = 10

export const propose: Command = {
  name: 'propose',
  usage: `propose <${kinds.join('|')}> [-o ORGANISATION] [--apply] [--language <${draftLanguages.join('|')}>] [--as EMAIL] [--data FOLDER | --server URL]`,
  about: `Show what the records suggest: roles, impact triage, risks, treatments, statement of applicability, documents to begin,
or the requests and interview questions auditors usually come with.
With --apply the proposals are recorded as drafts for people to judge; nothing is decided or approved by it.
What is shown and recorded is in English, or in the language named.`,
  options: { ...clientOptions, apply: { type: 'boolean' }, language: { type: 'string' } },
  async run(args, tell) {
    const [kind, ...rest] = args.positionals
    if (kind === undefined || !isProposalKind(kind) || rest.length > 0)
      throw new UsageProblem(`Say what to propose: ${kinds.join(', ')}.`)
    const asked = textOf(args, 'language')
    const language = draftLanguages.find((each) => each === asked)
    if (asked !== undefined && language === undefined)
      throw new UsageProblem(`There are no drafts in "${asked}"; name one of: ${draftLanguages.join(', ')}.`)
    const headers: Record<string, string> = language === undefined ? {} : { 'accept-language': language }
    const voice = voiceOf(language ?? 'en')
    return withClient(args, async ({ org, signal }) => {
      const { changes } = await org.get('proposals/{kind}', { at: { kind }, signal, headers })
      const ids = [
        ...new Set(
          changes.slice(0, shown).flatMap((change) => idsIn(change, registerNamed(change.register)).slice(0, 20)),
        ),
      ]
      const named =
        ids.length > 0 && !tell.json ? await org.get('refs', { query: { ids: ids.join(',') }, signal }) : null
      const refs = new Map(named?.refs.map(({ id, ref }) => [id, ref]))
      for (const change of changes.slice(0, shown))
        for (const line of proposalLines(change, registerNamed(change.register), (id) => refs.get(id), voice))
          tell.say(line)
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
