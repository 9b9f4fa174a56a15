import { describe, expect, test } from 'vitest'
import { acknowledgement } from '../../registers/acknowledgement.ts'
import { aimsRole } from '../../registers/aimsRole.ts'
import { appointment } from '../../registers/appointment.ts'
import { controlDecision } from '../../registers/controlDecision.ts'
import { course } from '../../registers/course.ts'
import { document } from '../../registers/document/document.ts'
import { openPlaces } from '../../registers/document/openPlaces.ts'
import { interestedParty } from '../../registers/interestedParty.ts'
import { person } from '../../registers/person.ts'
import { scopeStatement } from '../../registers/scopeStatement.ts'
import { settings } from '../../registers/settings/settings.ts'
import { trainingAssignment } from '../../registers/trainingAssignment.ts'
import { documentTemplates, requiredDocuments } from '../../standard/documents.ts'
import { build, snapshotOf } from '../testing/build.ts'
import { awareness } from './awareness.ts'
import { draftDocument, proposeDocuments } from './draftDocument.ts'
import { facts } from './facts/index.ts'
import { neededDocuments } from './neededDocuments.ts'
import { placesOf, readOutline } from './readOutline.ts'
import { draftLanguages } from './voice.ts'

const bodyOf = (change: ReturnType<typeof draftDocument>) => String(change?.values.body)

describe.each(draftLanguages)('texts of outlines in "%s"', (language) => {
  test.each(documentTemplates.map((t) => [t.id, t] as const))('%s has a text with all its sections', (id, template) => {
    const outline = readOutline(id, language)
    if (language === 'en') expect(outline?.sections.map((s) => s.heading)).toEqual(template.sections)
    else expect(outline?.sections).toHaveLength(template.sections.length)
    expect(outline?.sections.filter((s) => s.text.length < 60)).toEqual([])
    expect(outline ? placesOf(outline).filter((place) => !(place in facts)) : ['no text']).toEqual([])
  })
})

test.each(draftLanguages)('every fact is asked for by some outline in "%s"', (language) => {
  const outlines = documentTemplates.flatMap(({ id }) => readOutline(id, language) ?? [])
  const asked = new Set(outlines.flatMap(placesOf))
  expect(Object.keys(facts).filter((name) => !asked.has(name))).toEqual([])
})

describe('a document begun from its outline', () => {
  const lead = build(person, { title: 'Ada Brandt' })
  const role = build(aimsRole, {
    title: 'AIMS lead',
    state: 'inForce',
    fixedDuties: ['conformity', 'performance_reporting'],
  })
  const snapshot = snapshotOf([
    build(settings, {
      title: 'Nordlicht',
      principles: [{ principle: 'Fairness', meaning: 'Nobody is refused by origin.' }],
    }),
    build(scopeStatement, { state: 'approved', scopeText: 'Building and running chat assistants for shops.' }),
    build(interestedParty, {
      title: 'Shops | chains',
      state: 'confirmed',
      group: 'customers',
      requirements: [
        { requirement: 'Answers in\ntwo seconds', source: null, addressed: 'yes', how: null },
        { requirement: 'A free trial', source: null, addressed: 'no', how: null },
      ],
    }),
    lead,
    role,
    build(appointment, { role: role.id, person: lead.id, state: 'accepted', from: '2026-01-01' }),
  ])

  test('says what the records say, and marks what they do not', () => {
    const policy = draftDocument(snapshot, 'TPL-01')
    expect(policy?.values).toMatchObject({
      kind: 'policy',
      documentId: 'TPL-01',
      owner: lead.id,
      nextReviewOn: '2027-11-25',
      framesObjectives: true,
    })
    expect(bodyOf(policy)).toContain('## Responsible AI principles\n\n- **Fairness.** Nobody is refused by origin.')
    expect(bodyOf(policy)).toContain('Building and running chat assistants for shops.')
    expect(bodyOf(policy)).toContain('[To decide: uses that are excluded whatever their benefit]')
    expect(openPlaces(bodyOf(policy))).toContain('uses that are excluded whatever their benefit')
    expect(bodyOf(policy)).not.toContain('{{')
  })

  test('keeps words of people inside their cell of a table, and leaves out what was not taken on', () => {
    const manual = bodyOf(draftDocument(snapshot, 'TPL-02'))
    expect(manual).toContain('| Shops \\| chains | customers | Answers in two seconds |')
    expect(manual).not.toContain('A free trial')
  })

  test('is proposed once for each outline that is needed and was not begun', () => {
    const all = proposeDocuments(snapshot).map((change) => change.values.documentId)
    expect(all).toEqual(documentTemplates.map((t) => t.id))
    const begun = snapshotOf([
      build(document, { documentId: 'DOC-C-03' }),
      build(document, { documentId: 'TPL-04', state: 'retired' }),
      build(controlDecision, { control: 'iso42001:A.3.3', applicable: 'no' }),
    ])
    const rest = proposeDocuments(begun).map((change) => change.values.documentId)
    expect(documentTemplates.map((t) => t.id).filter((id) => !rest.includes(id))).toEqual(['TPL-01', 'TPL-19'])
  })

  test('there is none for an outline that does not exist', () => {
    expect(draftDocument(snapshot, 'TPL-99')).toBeNull()
  })
})

describe('needed documents', () => {
  const standing = (records: Parameters<typeof snapshotOf>[0], id: string) =>
    neededDocuments(snapshotOf(records)).find((d) => d.id === id)

  test('are those of the clauses, the controls and common practice, and outlines nothing else names', () => {
    const all = neededDocuments(snapshotOf([]))
    expect(all.slice(0, requiredDocuments.length).map((d) => d.id)).toEqual(requiredDocuments.map((d) => d.id))
    expect(all.filter((d) => d.id.startsWith('TPL-')).length).toBeGreaterThan(3)
    expect(all.every((d) => d.standing === 'missing')).toBe(true)
    // Each is kept by a register, has an outline, or is written freely: never two homes that compete.
    expect(all.find((d) => d.id === 'DOC-C-07')).toMatchObject({ register: 'soaVersion', outline: null })
    expect(all.find((d) => d.id === 'DOC-C-03')).toMatchObject({ register: null, outline: 'TPL-01' })
  })

  const policy = (values: object) => build(document, { documentId: 'TPL-01', approvedVersion: '1.0', ...values })

  test('tell how far they are', () => {
    expect(standing([build(document, { documentId: 'TPL-01' })], 'DOC-C-03')?.standing).toBe('draft')
    expect(standing([build(document, { documentId: 'TPL-01', state: 'inReview' })], 'DOC-C-03')?.standing).toBe(
      'inReview',
    )
    const held = (nextReviewOn: string | null) =>
      standing([policy({ state: 'approved', nextReviewOn })], 'DOC-C-03')?.standing
    expect([held(null), held('2027-06-01'), held('2026-12-20'), held('2026-11-24')]).toEqual([
      'inForce',
      'inForce',
      'due',
      'overdue',
    ])
    // What is in force stays in force while its next version is drafted.
    expect(standing([policy({ state: 'draft', nextReviewOn: '2027-06-01' })], 'DOC-C-03')?.standing).toBe('inForce')
  })

  test('for controls only are not needed when the statement of applicability leaves them out', () => {
    const out = build(controlDecision, { control: 'iso42001:A.3.3', applicable: 'no' })
    expect(standing([out], 'DOC-A-04')?.standing).toBe('notNeeded')
    expect(standing([], 'DOC-A-04')?.standing).toBe('missing')
  })
})

describe('awareness', () => {
  test('counts who confirmed the version in force, and who is late', () => {
    const d = build(document, { state: 'approved', approvedVersion: '2.0' })
    const ask = (values: object) => build(acknowledgement, { document: d.id, versionAcknowledged: '2.0', ...values })
    const told = awareness(
      snapshotOf([
        d,
        ask({ state: 'acknowledged' }),
        ask({ dueOn: '2026-11-01' }),
        ask({ dueOn: '2026-12-01' }),
        ask({ state: 'waived' }),
        ask({ state: 'acknowledged', versionAcknowledged: '1.0' }),
      ]),
    )
    expect(told.confirmations).toMatchObject([{ about: { id: d.id }, version: '2.0', asked: 3, done: 1, late: 1 }])
  })

  test('does not count a training that has run out', () => {
    const c = build(course, { versionLabel: '1.0' })
    const assign = (values: object) => build(trainingAssignment, { course: c.id, ...values })
    const told = awareness(
      snapshotOf([
        c,
        assign({ state: 'done', validUntil: '2027-01-01' }),
        assign({ state: 'done', validUntil: '2026-10-01' }),
        assign({ dueOn: '2027-01-01' }),
        assign({ state: 'cancelled' }),
      ]),
    )
    expect(told.trainings).toMatchObject([{ asked: 3, done: 1, late: 1 }])
  })
})
