import { describe, expect, test } from 'vitest'
import { aimsRole } from '../../registers/aimsRole.ts'
import { aiSystem } from '../../registers/aiSystem/aiSystem.ts'
import { appointment } from '../../registers/appointment.ts'
import { auditProgramme } from '../../registers/auditProgramme.ts'
import { communication } from '../../registers/communication.ts'
import { contextIssue } from '../../registers/contextIssue.ts'
import { course } from '../../registers/course.ts'
import { customerCommitment } from '../../registers/customerCommitment.ts'
import { dataset } from '../../registers/dataset.ts'
import { document } from '../../registers/document/document.ts'
import { openPlaces } from '../../registers/document/openPlaces.ts'
import { eventLog } from '../../registers/eventLog.ts'
import { interestedParty } from '../../registers/interestedParty.ts'
import { metric } from '../../registers/metric.ts'
import { monitor } from '../../registers/monitor.ts'
import { objective } from '../../registers/objective.ts'
import { obligation } from '../../registers/obligation.ts'
import { organisationalUnit } from '../../registers/organisationalUnit.ts'
import { person } from '../../registers/person.ts'
import { resource } from '../../registers/resource.ts'
import { riskCriteria } from '../../registers/riskCriteria.ts'
import { scopeStatement } from '../../registers/scopeStatement.ts'
import { settings } from '../../registers/settings/settings.ts'
import { supplier } from '../../registers/supplier.ts'
import { systemDocument } from '../../registers/systemDocument.ts'
import { draftVoice } from '../../server/language/draftVoice.ts'
import { speakerOf } from '../../server/language/speaker.ts'
import { documentTemplates } from '../../standard/documents.ts'
import german from '../../web/locales/de/data.json' with { type: 'json' }
import { build, snapshotOf } from '../testing/build.ts'
import { draftDocument } from './draftDocument.ts'
import { facts } from './facts/index.ts'
import { placesOf, readOutline } from './readOutline.ts'
import { english } from './voice.ts'

const inGerman = draftVoice(speakerOf('de'))
const ids = documentTemplates.map((t) => t.id)

const holder = build(person, { title: 'Ada Brandt' })
const lead = build(aimsRole, {
  title: 'AIMS-Leitung',
  state: 'inForce',
  fixedDuties: ['conformity'],
  requiredCompetence: 'ISO',
  activities: [{ activity: 'Audits', part: 'accountable' }],
})
const assistant = build(aimsRole, { title: 'Assistenz', state: 'inForce', reportsTo: lead.id })
const system = build(aiSystem, {
  title: 'Chat',
  state: 'approvedForUse',
  stage: 'data_preparation',
  autonomy: 'supervised',
  legalClass: 'high',
  owner: holder.id,
  userFacing: true,
})

/** An organisation of which there is at least one record behind every table. */
const snapshot = snapshotOf([
  holder,
  lead,
  assistant,
  system,
  build(appointment, { role: lead.id, person: holder.id, state: 'accepted', from: '2026-01-31' }),
  build(settings, { title: 'Nordlicht', sector: 'Handel' }),
  build(scopeStatement, {
    state: 'approved',
    scopeText: 'Chat für Läden.',
    activities: [{ role: 'customer_user', activities: 'Chat' }],
    exclusions: [{ what: 'Lager', reason: 'ohne KI' }],
    interfaces: [{ withWhom: 'Mutter', what: 'Daten' }],
  }),
  build(organisationalUnit, { title: 'Vertrieb', kind: 'department' }),
  build(organisationalUnit, { title: 'KI-Rat', kind: 'committee' }),
  build(contextIssue, { title: 'Markt', topic: 'market', relevant: 'yes' }),
  build(contextIssue, { topic: 'climate_change', relevant: 'no', relevanceReason: 'Kaum Energie.' }),
  build(interestedParty, { title: 'Läden', state: 'confirmed', group: 'affected_people' }),
  build(obligation, { title: 'Meldung', state: 'applies', isReporting: true }),
  build(riskCriteria, {
    state: 'approved',
    appetite: 'critical',
    likelihoodScale: [{ step: 1, label: 'selten', meaning: 'kaum' }],
    consequenceScale: [{ step: 1, label: 'klein', organization: 'a', individuals: 'b', society: 'c' }],
    bands: [{ level: 'critical', from: 20, to: 25 }],
    authority: [{ level: 'critical', who: 'Leitung' }],
  }),
  build(objective, { title: 'Antworten', state: 'active', kind: 'development', dueOn: '2027-03-31' }),
  build(metric, { title: 'Quote' }),
  build(document, { state: 'approved', approvedVersion: '1.0', nextReviewOn: '2027-03-31' }),
  build(auditProgramme, { state: 'approved', frequency: 'jährlich' }),
  build(course, { title: 'Grundlagen', repeatMonths: 12 }),
  build(communication, { title: 'Leitlinie' }),
  build(resource, { title: 'Server', state: 'inUse' }),
  build(monitor, { title: 'Güte', system: system.id, intervalDays: 7, comparison: 'atLeast', threshold: 0.85 }),
  build(monitor, { title: 'Treffer', system: system.id, comparison: 'atMost', threshold: 0, unit: 'Stück' }),
  build(eventLog, { title: 'Gespräche', system: system.id, retentionDays: 180 }),
  build(dataset, { title: 'Fragen', category: 'training' }),
  build(supplier, { title: 'Modellhaus', dueDiligenceOn: '2026-02-28', provides: ['model'] }),
  build(systemDocument, { kind: 'user_info', state: 'published', system: system.id }),
  build(customerCommitment, { title: 'Laden', promised: 'schnell' }),
])

describe('a draft in German', () => {
  test.each(ids)('%s has the places of the English one, section by section, and as much to decide', (id) => {
    const faces = (language: string) =>
      readOutline(id, language)?.sections.map((section) => ({
        places: placesOf({ title: null, sections: [section] }).toSorted(),
        decide: openPlaces(section.text).length,
        rows: section.text.split('\n').filter((line) => line.startsWith('|')).length,
        bullets: section.text.split('\n').filter((line) => line.startsWith('- ')).length,
      }))
    expect(faces('de')).toEqual(faces('en'))
  })

  // Words both languages write alike.
  const alike = ['Drift', 'Tests']

  test.each(ids)('%s has no heading in English, and the title lists have', (id) => {
    const template = documentTemplates.find((t) => t.id === id)
    const body = String(draftDocument(snapshot, id, inGerman)?.values.body)
    const headings = [...body.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? '')
    expect(headings.filter((heading) => /^\p{Ll}/u.test(heading))).toEqual([])
    const among = new Set(template?.sections.map((section) => section.toLowerCase()))
    expect(headings.filter((heading) => among.has(heading.toLowerCase()) && !alike.includes(heading))).toEqual([])
    expect(body).not.toMatch(/To decide|\{\{/)
    const listed = (german as Readonly<Record<string, string>>)[`${id} ${template?.title}`]
    expect(`${id} ${draftDocument(snapshot, id, inGerman)?.values.title}`).toBe(listed)
  })

  const headOf = (name: string, voice: typeof english) => {
    const said = facts[name]?.(snapshot, voice) ?? ''
    return said.startsWith('|') ? (said.split('\n')[0] ?? '').split('|').map((each) => each.trim()) : []
  }
  const tables = Object.keys(facts).filter((name) => headOf(name, english).length > 0)
  const same = ['information', 'version', '']

  test('there is a record behind every kind of table', () => {
    expect(tables).toHaveLength(33)
  })

  test.each(tables)('the table of %s has its head in German', (name) => {
    const [english_, german_] = [headOf(name, english), headOf(name, inGerman)]
    expect(german_).toHaveLength(english_.length)
    expect(german_.filter((cell, at) => cell.toLowerCase() === english_[at]?.toLowerCase())).toEqual(
      english_.filter((cell) => same.includes(cell)).map((cell) => german_[english_.indexOf(cell)]),
    )
  })

  const said = (name: string) => facts[name]?.(snapshot, inGerman)

  test('says values by their labels, days and periods as German writes them, and leaves what people wrote', () => {
    expect(said('activities')).toBe('- **Kunde oder Nutzer:** Chat')
    expect(said('oversight')).toContain('| Handelt unter Aufsicht |')
    expect(said('systems')).toContain('| Hochrisiko |')
    expect(said('appetite')).toBe('Kritisch')
    expect(said('systems')).toContain('| Aufbereitung der Daten |')
    expect(said('objectives')).toContain('| Antworten | – | 31.03.2027 |')
    expect(facts.objectives?.(snapshot, english)).toContain('| Antworten | – | 2027-03-31 |')
    expect(said('monitors')).toContain('| Mindestens 0,85 | 7 Tage |')
    expect(said('monitors')).toContain('| Höchstens 0 Stück |')
    expect(facts.monitors?.(snapshot, english)).toContain('| at least 0.85 | 7 days |')
    expect(said('parties')).toContain('| Betroffene Menschen |')
    expect(said('datasets')).toContain('| Training |')
    expect(said('courses')).toContain('alle 12 Monate')
    expect(said('reportingLine')).toBe('- Assistenz berichtet an AIMS-Leitung.')
    expect(said('climate')).toBe('kein relevantes Thema. Kaum Energie.')
    expect(said('auditProgramme')).toContain('- Häufigkeit: jährlich')
  })

  test('marks what is to be decided as submission looks for it', () => {
    const written = String(draftDocument(snapshotOf([]), 'TPL-01', inGerman)?.values.body)
    expect(openPlaces(written)).toContain('Nutzungen, die ungeachtet ihres Vorteils ausgeschlossen sind')
    expect(openPlaces(written)).toHaveLength(
      openPlaces(String(draftDocument(snapshotOf([]), 'TPL-01')?.values.body)).length,
    )
  })
})

test('asked in a language without outlines, drafts are English', () => {
  expect(draftVoice(speakerOf('en-XA'))).toBe(english)
  expect(draftVoice(null)).toBe(english)
  const asked = draftVoice(speakerOf('en'))
  for (const id of ids) expect(draftDocument(snapshot, id, asked)).toEqual(draftDocument(snapshot, id))
})
