import { describe, expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { model } from '../registers/model.ts'
import { triage } from '../registers/triage/triage.ts'
import { legalClass } from './legalClass.ts'
import { build, snapshotOf } from './testing/build.ts'

const answeredNo = {
  t1: false,
  t2: false,
  t3: false,
  t4: false,
  t5: false,
  t6: false,
  t7: false,
  t8: false,
  t9: false,
  t10: false,
}
const classifier = build(model, { kind: 'classification', origin: 'own' })
const language = build(model, { kind: 'language_model', origin: 'third_party_service' })
const inner = { userFacing: false, touches: ['rights' as const], models: [classifier.id] }

function classed(
  values: Parameters<typeof build<typeof aiSystem>>[1],
  answers: object | null = answeredNo,
  onDate?: string,
) {
  const system = build(aiSystem, { title: 'Sorter', purpose: 'Sorts mail.', stage: 'operation', ...values })
  const triages =
    answers === null ? [] : [build(triage, { system: system.id, state: 'done', doneOn: '2026-05-01', ...answers })]
  return legalClass(snapshotOf([system, classifier, language, ...triages]), system, onDate)
}

describe('the class under the EU AI Act', () => {
  test('is unknown while questions are open, whatever the words of the entry hint at', () => {
    const found = classed({ purpose: 'Ranks applicants for jobs.' }, null)
    expect(found.proposed).toBe('unknown')
    expect(found.hints).toMatchObject([{ ref: 'eu-ai-act:Annex III.4', word: 'applicants' }])
    expect(found.open.map((o) => o.ref)).toEqual(
      expect.arrayContaining(['eu-ai-act:Art 5', 'eu-ai-act:Annex III.4', 'eu-ai-act:Art 6(1)']),
    )
    expect(String(found.notice)).toMatch(/not legal advice/)
  })

  test('is high where a person answered that Annex III lists it, with the day its duties start', () => {
    const found = classed({}, { ...answeredNo, t5: true })
    expect(found.proposed).toBe('high')
    expect(found.reasons.join(' ')).toContain('2027-12-02')
    expect(classed({}, { ...answeredNo, t5: true }, '2028-01-01').reasons.join(' ')).not.toContain('start on')
  })

  test('is prohibited where a person answered so', () => {
    expect(classed({}, { ...answeredNo, t5: true, t6: true }).proposed).toBe('prohibited')
  })

  test('brings transparency duties when people deal with it or it generates content', () => {
    expect(classed({ ...inner, userFacing: true }).proposed).toBe('transparency')
    const generating = classed({ ...inner, models: [language.id] })
    expect(generating.proposed).toBe('transparency')
    expect(generating.duties.map((d) => [d.group.id, d.applies])).toEqual([
      ['literacy', true],
      ['transparency', true],
      ['marking_existing', false],
    ])
  })

  test('is minimal only when every question is answered', () => {
    expect(classed(inner)).toMatchObject({ proposed: 'minimal', open: [] })
    expect(classed({ ...inner, userFacing: null }).proposed).toBe('unknown')
    expect(classed({ ...inner, models: [] }).proposed).toBe('unknown')
    expect(classed({ ...inner, touches: ['safety'] }).proposed).toBe('unknown')
  })

  test('is held against what people recorded', () => {
    expect(classed({ ...inner, legalClass: 'high' }).agrees).toBe(false)
    expect(classed({ ...inner, legalClass: 'minimal' }).agrees).toBe(true)
    expect(classed({ ...inner, legalClass: 'unknown' }).agrees).toBeNull()
  })

  test('a prohibition of 2026 is marked as not applying before its day', () => {
    const hinted = (onDate: string) => classed({ purpose: 'An app to undress photos.' }, null, onDate).hints
    expect(hinted('2026-12-01')).toMatchObject([{ ref: 'eu-ai-act:Art 5(1)(ba)', applies: false }])
    expect(hinted('2026-12-02')).toMatchObject([{ applies: true }])
  })
})
