import { contextIssue } from '../../../registers/contextIssue.ts'
import { interestedParty } from '../../../registers/interestedParty.ts'
import { obligation } from '../../../registers/obligation.ts'
import { organisationalUnit } from '../../../registers/organisationalUnit.ts'
import { scopeStatement } from '../../../registers/scopeStatement.ts'
import { settings } from '../../../registers/settings/settings.ts'
import type { Snapshot } from '../../snapshot.ts'
import { block, bullets, table } from '../markdown.ts'
import { words } from '../voice.ts'
import { all, current, type Fact, named } from './fact.ts'

const own = (snapshot: Snapshot) => all(snapshot, settings)[0]
const roleField = scopeStatement.fields.activities.columns?.role
const scopeOf = (snapshot: Snapshot) => current(all(snapshot, scopeStatement), 'approved', 'inReview', 'draft')
const issuesOf = (snapshot: Snapshot) => all(snapshot, contextIssue).filter((issue) => issue.state !== 'past')

/** Context, parties, scope and law (clause 4). */
export const organisationFacts = {
  organisation: (snapshot) => own(snapshot)?.title ?? null,
  sector: (snapshot, voice) => {
    const sector = own(snapshot)?.sector
    return sector ? { en: `works in ${sector}`, de: `ist in diesem Bereich tätig: ${sector}` }[voice.language] : null
  },
  scope: (snapshot) => block(scopeOf(snapshot)?.scopeText),
  sites: (snapshot) => (scopeOf(snapshot)?.sites ?? []).join('; ') || null,
  activities: (snapshot, voice) =>
    bullets(
      (scopeOf(snapshot)?.activities ?? []).map((row) => `**${words(row.role, voice, roleField)}:** ${row.activities}`),
    ),
  exclusions: (snapshot, voice) =>
    table(
      { en: ['left out', 'reason'], de: ['Ausgenommen', 'Grund'] }[voice.language],
      (scopeOf(snapshot)?.exclusions ?? []).map((row) => [row.what, row.reason]),
    ),
  interfaces: (snapshot, voice) =>
    table(
      { en: ['with whom', 'what crosses the boundary'], de: ['Mit wem', 'Was die Grenze überschreitet'] }[
        voice.language
      ],
      (scopeOf(snapshot)?.interfaces ?? []).map((row) => [row.withWhom, row.what]),
    ),
  units: (snapshot, voice) =>
    table(
      { en: ['unit', 'led by', 'what it does with AI'], de: ['Einheit', 'Leitung', 'Arbeit mit KI'] }[voice.language],
      all(snapshot, organisationalUnit)
        .filter((unit) => unit.inScope !== false && unit.kind !== 'committee')
        .map((unit) => [unit.title, named(snapshot, unit.head), unit.description]),
    ),
  committees: (snapshot, voice) =>
    table(
      { en: ['body', 'led by', 'task'], de: ['Gremium', 'Leitung', 'Aufgabe'] }[voice.language],
      all(snapshot, organisationalUnit)
        .filter((unit) => unit.kind === 'committee')
        .map((unit) => [unit.title, named(snapshot, unit.head), unit.description]),
    ),
  issues: (snapshot, voice) =>
    table(
      { en: ['issue', 'from', 'effect on AI'], de: ['Thema', 'Herkunft', 'Wirkung auf die Arbeit mit KI'] }[
        voice.language
      ],
      issuesOf(snapshot)
        .filter((issue) => issue.relevant !== 'no' && issue.topic !== 'climate_change')
        .map((issue) => [issue.title, words(issue.origin, voice), issue.effect ?? issue.description]),
    ),
  climate: (snapshot, voice) => {
    const issue = issuesOf(snapshot).find((i) => i.topic === 'climate_change')
    if (issue === undefined || (issue.relevant !== 'yes' && issue.relevant !== 'no')) return null
    const decided = {
      en: issue.relevant === 'yes' ? 'is a relevant issue.' : 'is not a relevant issue.',
      de: issue.relevant === 'yes' ? 'ein relevantes Thema.' : 'kein relevantes Thema.',
    }[voice.language]
    return [decided, issue.relevanceReason].filter(Boolean).join(' ')
  },
  parties: (snapshot, voice) =>
    table(
      {
        en: ['party', 'group', 'needs and expectations taken on'],
        de: ['Partei', 'Gruppe', 'Berücksichtigte Bedürfnisse und Erwartungen'],
      }[voice.language],
      all(snapshot, interestedParty)
        .filter((party) => party.state !== 'past')
        .map((party) => [
          party.title,
          words(party.group, voice),
          (party.requirements ?? [])
            .filter((row) => row.addressed === 'yes')
            .map((row) => row.requirement)
            .join('; '),
        ]),
    ),
  principles: (snapshot) =>
    bullets((own(snapshot)?.principles ?? []).map((row) => `**${row.principle}.** ${row.meaning}`)),
  reportingDuties: (snapshot, voice) =>
    table(
      { en: ['duty', 'to whom', 'from'], de: ['Pflicht', 'An wen', 'Quelle'] }[voice.language],
      all(snapshot, obligation)
        .filter((duty) => duty.isReporting === true && (duty.state === 'applies' || duty.state === 'identified'))
        .map((duty) => [duty.title, (duty.recipients ?? []).join(', '), duty.source]),
    ),
} satisfies Record<string, Fact>
