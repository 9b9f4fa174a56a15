import { contextIssue } from '../../../registers/contextIssue.ts'
import { interestedParty } from '../../../registers/interestedParty.ts'
import { obligation } from '../../../registers/obligation.ts'
import { organisationalUnit } from '../../../registers/organisationalUnit.ts'
import { scopeStatement } from '../../../registers/scopeStatement.ts'
import { settings } from '../../../registers/settings/settings.ts'
import type { Snapshot } from '../../snapshot.ts'
import { block, bullets, table, words } from '../markdown.ts'
import { all, current, type Fact, named } from './fact.ts'

const own = (snapshot: Snapshot) => all(snapshot, settings)[0]
const scopeOf = (snapshot: Snapshot) => current(all(snapshot, scopeStatement), 'approved', 'inReview', 'draft')
const issuesOf = (snapshot: Snapshot) => all(snapshot, contextIssue).filter((issue) => issue.state !== 'past')

/** Context, parties, scope and law (clause 4). */
export const organisationFacts = {
  organisation: (snapshot) => own(snapshot)?.title ?? null,
  sector: (snapshot) => {
    const sector = own(snapshot)?.sector
    return sector ? `works in ${sector}` : null
  },
  scope: (snapshot) => block(scopeOf(snapshot)?.scopeText),
  sites: (snapshot) => (scopeOf(snapshot)?.sites ?? []).join('; ') || null,
  activities: (snapshot) =>
    bullets((scopeOf(snapshot)?.activities ?? []).map((row) => `**${words(row.role)}:** ${row.activities}`)),
  exclusions: (snapshot) =>
    table(
      ['left out', 'reason'],
      (scopeOf(snapshot)?.exclusions ?? []).map((row) => [row.what, row.reason]),
    ),
  interfaces: (snapshot) =>
    table(
      ['with whom', 'what crosses the boundary'],
      (scopeOf(snapshot)?.interfaces ?? []).map((row) => [row.withWhom, row.what]),
    ),
  units: (snapshot) =>
    table(
      ['unit', 'led by', 'what it does with AI'],
      all(snapshot, organisationalUnit)
        .filter((unit) => unit.inScope !== false && unit.kind !== 'committee')
        .map((unit) => [unit.title, named(snapshot, unit.head), unit.description]),
    ),
  committees: (snapshot) =>
    table(
      ['body', 'led by', 'task'],
      all(snapshot, organisationalUnit)
        .filter((unit) => unit.kind === 'committee')
        .map((unit) => [unit.title, named(snapshot, unit.head), unit.description]),
    ),
  issues: (snapshot) =>
    table(
      ['issue', 'from', 'effect on AI'],
      issuesOf(snapshot)
        .filter((issue) => issue.relevant !== 'no' && issue.topic !== 'climate_change')
        .map((issue) => [issue.title, words(issue.origin), issue.effect ?? issue.description]),
    ),
  climate: (snapshot) => {
    const issue = issuesOf(snapshot).find((i) => i.topic === 'climate_change')
    if (issue === undefined || (issue.relevant !== 'yes' && issue.relevant !== 'no')) return null
    const decided = issue.relevant === 'yes' ? 'is a relevant issue.' : 'is not a relevant issue.'
    return [decided, issue.relevanceReason].filter(Boolean).join(' ')
  },
  parties: (snapshot) =>
    table(
      ['party', 'group', 'needs and expectations taken on'],
      all(snapshot, interestedParty)
        .filter((party) => party.state !== 'past')
        .map((party) => [
          party.title,
          words(party.group),
          (party.requirements ?? [])
            .filter((row) => row.addressed === 'yes')
            .map((row) => row.requirement)
            .join('; '),
        ]),
    ),
  principles: (snapshot) =>
    bullets((own(snapshot)?.principles ?? []).map((row) => `**${row.principle}.** ${row.meaning}`)),
  reportingDuties: (snapshot) =>
    table(
      ['duty', 'to whom', 'from'],
      all(snapshot, obligation)
        .filter((duty) => duty.isReporting === true && (duty.state === 'applies' || duty.state === 'identified'))
        .map((duty) => [duty.title, (duty.recipients ?? []).join(', '), duty.source]),
    ),
} satisfies Record<string, Fact>
