import type { Finding } from '../../server/contract.ts'
import { type Command, clientOptions, textOf } from '../command.ts'
import { UsageProblem } from '../usageProblem.ts'
import { withClient } from '../withClient.ts'

/** Findings shown; all of them are in the JSON. */
const shown = 20

export const readiness: Command = {
  name: 'readiness',
  usage: 'readiness [-o ORGANISATION] [--as-of DATE] [--json] [--fail-on major|minor] [--data FOLDER | --server URL]',
  about: `Say how ready the organisation is, clause by clause, and what stands against it.
With --fail-on the exit code is 1 while a finding of that severity or graver is open.`,
  options: { ...clientOptions, 'as-of': { type: 'string' }, 'fail-on': { type: 'string' } },
  async run(args, tell) {
    const failOn = textOf(args, 'fail-on')
    if (failOn !== undefined && failOn !== 'major' && failOn !== 'minor')
      throw new UsageProblem(`--fail-on is major or minor; "${failOn}" is neither.`)
    return withClient(args, async ({ org, name, signal }) => {
      const found = await org.get('readiness', { query: { asOf: textOf(args, 'as-of') }, signal })
      const asked = { asOf: textOf(args, 'as-of'), sort: 'effect' } as const
      const first = await org.get('readiness/findings', { query: { ...asked, accepted: 'no', limit: shown }, signal })
      tell.result(args.values.json === true ? { ...found, findings: await everyFinding(asked) } : found)
      const { major, minor, ofi } = found.counts
      tell.say(
        `${name}: ${Math.round(found.score * 100)} % ready on ${found.asOf.slice(0, 10)}; ${major} major, ${minor} minor, ${ofi} opportunities.\n`,
      )
      for (const clause of found.clauses) {
        const score = clause.score === null ? '  –' : `${String(Math.round(clause.score * 100)).padStart(3)}`
        tell.say(
          `${clause.ref.replace('iso42001:', '').padEnd(8)} ${score} %  ${clause.status.padEnd(9)} ${clause.title}`,
        )
      }
      tell.say('')
      for (const finding of first.items) tell.say(`${finding.severity.padEnd(6)} ${finding.why} ${finding.fix}.`)

      /** Page after page, so that the server never has to hold them all. */
      async function everyFinding(query: typeof asked): Promise<Finding[]> {
        const all: Finding[] = []
        let after: string | undefined
        do {
          const page = await org.get('readiness/findings', { query: { ...query, limit: 500, after }, signal })
          all.push(...page.items)
          after = page.next ?? undefined
        } while (after !== undefined)
        return all
      }

      const against = failOn === 'major' ? major : failOn === 'minor' ? major + minor : 0
      return against > 0 ? 1 : 0
    })
  },
}
