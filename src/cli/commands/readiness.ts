import { type Command, textOf } from '../command.ts'
import { inOrganisation, organisationOptions } from '../inOrganisation.ts'

export const readiness: Command = {
  name: 'readiness',
  usage: 'readiness [-o ORGANISATION] [--as-of DATE] [--json] [--fail-on major|minor] [--data FOLDER]',
  about: `Say how ready the organisation is, clause by clause, and what stands against it.
With --fail-on the exit code is 1 while a finding of that severity or graver is open.`,
  options: {
    ...organisationOptions,
    'as-of': { type: 'string' },
    json: { type: 'boolean' },
    'fail-on': { type: 'string' },
  },
  async run(args) {
    return inOrganisation(args, async ({ store, snapshots, org }) => {
      const asOf = await store.asOf(org.id, textOf(args, 'as-of'))
      const { readiness: found } = await snapshots.standing(org.id, asOf)
      if (args.values.json === true) {
        process.stdout.write(`${JSON.stringify(found, null, 2)}\n`)
      } else {
        const { major, minor, ofi } = found.counts
        process.stdout.write(
          `${org.name}: ${Math.round(found.score * 100)} % ready on ${found.asOf.slice(0, 10)}; ${major} major, ${minor} minor, ${ofi} opportunities.\n\n`,
        )
        for (const clause of found.clauses) {
          const score = clause.score === null ? '  –' : `${String(Math.round(clause.score * 100)).padStart(3)}`
          process.stdout.write(
            `${clause.ref.replace('iso42001:', '').padEnd(8)} ${score} %  ${clause.status.padEnd(9)} ${clause.title}\n`,
          )
        }
        process.stdout.write('\n')
        for (const finding of found.findings.filter((f) => f.accepted === null).slice(0, 20)) {
          process.stdout.write(`${finding.severity.padEnd(6)} ${finding.why} ${finding.fix}.\n`)
        }
      }
      const wanted = textOf(args, 'fail-on')
      const against =
        wanted === 'major' ? found.counts.major : wanted === 'minor' ? found.counts.major + found.counts.minor : 0
      return against > 0 ? 1 : 0
    })
  },
}
