import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import {
  assertStandard,
  auditorRequests,
  checkableRefs,
  checkStandard,
  clauseById,
  controlById,
  controls,
  controlsOfGroup,
  crosswalkFor,
  describeRef,
  documentsFor,
  frameworks,
  listRefs,
  overlapFor,
  parseStandardRef,
  questionsFor,
  readinessRules,
  requestsFor,
  requirements,
  requirementsFor,
  riskCatalogue,
  rulesFor,
  type StandardData,
  standardData,
  standardRef,
  templatesFor,
} from './index.ts'
import { loadData } from './loadData.ts'

type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Mutable<T[Key]> }
    : T

/** What the checks report for a copy of the data that was damaged on purpose. */
function problemsAfter(damage: (copy: Mutable<StandardData>) => void): string[] {
  // structuredClone drops the freezing, which its type does not tell.
  const copy = structuredClone(standardData) as Mutable<StandardData>
  damage(copy)
  return checkStandard(copy)
}

describe('the data as it is', () => {
  test('has no contradiction', () => {
    expect(checkStandard()).toEqual([])
    expect(() => assertStandard()).not.toThrow()
  })

  test('holds the counts that the standards fix', () => {
    expect(listRefs('iso42001', 'control')).toHaveLength(38)
    expect(listRefs('iso42001', 'clause')).toHaveLength(43)
    expect(listRefs('iso42001', 'objective')).toHaveLength(11)
    expect(listRefs('iso42001', 'riskSource')).toHaveLength(7)
    expect(listRefs('iso27001', 'control')).toHaveLength(93)
    expect(listRefs('nist-ai-rmf', 'subcategory')).toHaveLength(72)
    expect(checkableRefs).toHaveLength(70)
    expect(requirements).toHaveLength(128)
    expect(requirements.filter((row) => row.strength === 'practice')).toHaveLength(4)
    expect([riskCatalogue.length, readinessRules.length, auditorRequests.length]).toEqual([64, 108, 66])
  })

  test('cannot be edited in place', () => {
    expect(Object.isFrozen(controls[0])).toBe(true)
    expect(Object.isFrozen(standardData.certification.counts)).toBe(true)
  })

  test('equals the domain files it was converted from', ({ skip }) => {
    const source = resolve(import.meta.dirname, '../../../shared/domain')
    if (!existsSync(source)) skip(`nothing to compare with: ${source} is absent`)
    const files = readdirSync(source).filter((file) => file.endsWith('.yaml'))
    expect(files).toHaveLength(12)
    for (const file of files) {
      const ours = readFileSync(join(import.meta.dirname, 'data', file.replace('.yaml', '.json')), 'utf8')
      expect(JSON.parse(ours), file).toEqual(parse(readFileSync(join(source, file), 'utf8')))
    }
  })

  test('reaches the types without losing a field', () => {
    const kept = new Map(Object.values(standardData).map((part) => [JSON.stringify(sorted(part)), true]))
    const folder = join(import.meta.dirname, 'data')
    for (const file of readdirSync(folder)) {
      const json = JSON.stringify(sorted(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
      expect(kept.has(json), file).toBe(true)
    }
  })
})

describe('references', () => {
  test('the same id means different things in 42001 and 27001', () => {
    const ai = describeRef('iso42001:A.5.2')
    const security = describeRef('iso27001:A.5.2')
    expect(ai?.title).toBe('AI system impact assessment process')
    expect(security?.title).toBe('Information security roles and responsibilities')
    expect(requestsFor(standardRef('iso42001', 'A.5.2')).map((row) => row.id)).toContain('PBC-022')
    expect(requestsFor(standardRef('iso27001', 'A.5.2'))).toEqual([])
  })

  test('every listed reference is described, with a title and a gist', () => {
    const refs = frameworks.flatMap((framework) => listRefs(framework))
    expect(new Set(refs).size).toBe(refs.length)
    for (const ref of refs) {
      const found = describeRef(ref)
      expect(found?.ref).toBe(ref)
      expect(found?.title && found.gist, ref).toBeTruthy()
      expect(parseStandardRef(ref)).toBe(ref)
    }
  })

  test('A.8.3 is an inbound channel, A.8.5 carries the outward duty', () => {
    expect(describeRef('iso42001:A.8.3')?.gist).toMatch(/outside/i)
    expect(describeRef('iso42001:A.8.3')?.gist).not.toMatch(/authorit|regulator/i)
    expect(standardData.annexA.notes.join(' ')).toMatch(/A\.8\.3 External reporting is an inbound channel/)
    expect(questionsFor(standardRef('iso42001', 'A.8.3'))[0]?.question).toBe('How can someone outside report harm?')
  })

  test.each([
    'iso42001:6.1.3',
    'iso42001:REQ-6.1.3-05',
    'iso42001:C.2.5',
    'iso42001:A.6.2',
    'iso27001:A.8.34',
    'nist-ai-rmf:GOVERN 1.1',
    'eu-ai-act:Art 9',
    'eu-ai-act:Art 26(5)',
    'eu-ai-act:Art 5(1)(ba)',
    'eu-ai-act:Art 6(4)',
    'eu-ai-act:Annex III.4',
    'eu-ai-act:Annex IV',
  ])('%s is known', (text) => {
    expect(parseStandardRef(text)).toBe(text)
  })

  test.each([
    'A.5.2',
    'iso42001:',
    'iso42001:A.5.1',
    'iso42001:A.6.1.1',
    'iso42001:A.5.2(1)',
    'iso42001:C.2.12',
    'iso27001:A.8.35',
    'iso9001:4.1',
    'nist-ai-rmf:GOVERN 9.1',
    'eu-ai-act:9',
    'eu-ai-act:Art 9999',
    'eu-ai-act:Art 9(',
    'eu-ai-act:Annex III.9',
  ])('%s is unknown', (text) => {
    expect(parseStandardRef(text)).toBeUndefined()
    expect(describeRef(text)).toBeUndefined()
  })

  test('a point of an article that is held as a whole names the article', () => {
    expect(describeRef('eu-ai-act:Art 17(1)(m)')).toMatchObject({
      id: 'Art 17(1)(m)',
      title: 'Quality management system',
      partOf: 'eu-ai-act:Art 17',
    })
    expect(describeRef('eu-ai-act:Art 26(5)')?.partOf).toBeUndefined()
  })

  test('an id of the other standard is refused with a pointer to it', () => {
    expect(standardRef('iso27001', 'A.5.1')).toBe('iso27001:A.5.1')
    expect(() => standardRef('iso42001', 'A.5.1')).toThrow(/ISO\/IEC 42001:2023 has no "A\.5\.1".*"iso27001:A\.5\.1"/)
  })
})

describe('look-ups', () => {
  const soa = standardRef('iso42001', '6.1.3')

  test('find a clause, a control and the controls of a group', () => {
    expect(clauseById('6.1.3')?.title).toBe('AI risk treatment')
    expect(clauseById('6.1.9')).toBeUndefined()
    expect(controlById('A.6.2.4')?.subgroup).toBe('A.6.2')
    expect(controlById('A.6.2')).toBeUndefined()
    expect(controlsOfGroup('A.6')).toHaveLength(9)
    expect(controlsOfGroup('A.6.1').map((control) => control.id)).toEqual(['A.6.1.2', 'A.6.1.3'])
    expect(controlsOfGroup('A.11')).toEqual([])
  })

  test('gather what belongs to a clause', () => {
    expect(requirementsFor(soa)).toHaveLength(8)
    expect(documentsFor(soa).map((row) => row.id)).toEqual(['DOC-C-06', 'DOC-C-07', 'DOC-C-08', 'DOC-C-09'])
    expect(templatesFor(soa).map((row) => row.id)).toEqual(['TPL-04'])
    expect(requestsFor(soa).map((row) => row.id)).toContain('PBC-018')
    expect(questionsFor(soa).map((row) => row.id)).toEqual(['INT-020', 'INT-021', 'INT-022'])
    expect(rulesFor(soa).map((row) => row.id)).toContain('RR-032')
    expect(rulesFor(standardRef('iso42001', '6.1'))).toEqual([])
  })

  test('read the 27001 overlap from both sides', () => {
    const [row, ...more] = overlapFor(soa)
    expect(more).toEqual([])
    expect(row).toMatchObject({ relation: 'extends', iso27001: ['iso27001:6.1.3'] })
    expect(overlapFor(standardRef('iso27001', 'A.6.8')).map((overlap) => overlap.ref)).toEqual([
      'iso42001:A.3.3',
      'iso42001:A.8.3',
    ])
    expect(overlapFor(standardRef('iso27001', 'A.7.1'))).toEqual([])
  })

  test('read the crosswalk from both sides, keeping the source of each pair', () => {
    expect(crosswalkFor(standardRef('iso42001', 'A.6.2.8')).map((pair) => pair.to)).toEqual([
      'nist-ai-rmf:MEASURE 2.4',
      'nist-ai-rmf:MEASURE 2.8',
      'eu-ai-act:Art 12',
      'eu-ai-act:Art 19',
      'eu-ai-act:Art 26(6)',
    ])
    expect(crosswalkFor(standardRef('nist-ai-rmf', 'GOVERN 6.1'))).toContainEqual(
      expect.objectContaining({ from: 'iso42001:A.10.3', source: 'airc_crosswalk' }),
    )
    // Art 17 answers for its points, but Art 2 not for Art 20.
    expect(crosswalkFor(standardRef('eu-ai-act', 'Art 17')).map((pair) => pair.to)).toContain('eu-ai-act:Art 17(1)(m)')
    expect(new Set(crosswalkFor(standardRef('eu-ai-act', 'Art 2')).map((pair) => pair.to))).toEqual(
      new Set(['eu-ai-act:Art 2']),
    )
  })
})

describe('damaged data is reported with its place', () => {
  test.each<[string, (copy: Mutable<StandardData>) => void, RegExp]>([
    ['a lost control', (copy) => copy.annexA.controls.pop(), /42001 controls: expected 38, found 37/],
    ['a lost rule', (copy) => copy.readinessRules.rules.pop(), /severity minor: expected 57, found 56/],
    ['a repeated id', (copy) => (copy.riskManagement.catalogue[1]!.id = 'AIR-001'), /AIR-001 is listed more than once/],
    ['a malformed id', (copy) => (copy.documents.templates[0]!.id = 'T1'), /document templates: "T1" does not look/],
    [
      'a 27001 id in a 42001 list',
      (copy) => copy.readinessRules.rules[0]!.refs.push('A.5.1'),
      /RR-001: iso42001 has no "A\.5\.1"/,
    ],
    [
      'an unknown provision of law',
      (copy) => copy.crosswalks.rows[0]!.eu_ai_act.push({ ref: 'Art 400', source: 'own_judgement' }),
      /crosswalk of 4\.1: eu-ai-act has no "Art 400"/,
    ],
    ['a wrong parent', (copy) => (copy.clauses.clauses[1]!.parent = '5'), /clause 4\.1: its parent should be 4, not 5/],
    [
      'an orphaned clause',
      (copy) => {
        copy.clauses.clauses = copy.clauses.clauses.map((clause) =>
          clause.id === '6.1.1' ? { ...clause, id: '6.1.1.1', parent: '6.1.1' } : clause,
        )
      },
      /clause 6\.1\.1\.1: parent 6\.1\.1 is missing/,
    ],
    [
      'a parent clause marked for assessment',
      (copy) => {
        const leaf = copy.clauses.clauses.find((clause) => clause.id === '4.1')
        if (leaf?.assessable) copy.clauses.clauses[0] = { ...leaf, id: '4', parent: null }
      },
      /clause 4: has sub-clauses, so it cannot be assessable/,
    ],
    ['a control in the wrong group', (copy) => (copy.annexA.controls[0]!.group = 'A.3'), /A\.2\.2 in A\.3/],
    [
      'a pair known to one side only',
      (copy) => copy.iso27001.iso27001_controls[0]!.related_42001.pop(),
      /A\.2\.4 and 27001 A\.5\.1 are related on one side only/,
    ],
    [
      'a control nobody asks about',
      (copy) => (copy.certification.interview_questions[90]!.iso42001 = ['4.1']),
      /A\.10\.4: no interview question covers it/,
    ],
    [
      'a condition naming a missing document',
      (copy) => (copy.readinessRules.rules[17]!.flag_when = 'count(document where id == DOC-C-99) == 0'),
      /RR-018: its condition names DOC-C-99/,
    ],
    [
      'an unknown category',
      (copy) => (copy.riskManagement.catalogue[0]!.category = 'luck'),
      /AIR-001: "luck" is not among the risk categories/,
    ],
    [
      'a gap between bands',
      (copy) => (copy.riskManagement.level_rule.bands[1]!.from = 6),
      /risk band medium: 6 to 9 leaves a gap/,
    ],
    [
      'a date of law changed in one place only',
      (copy) => (copy.euAiActProvisions.duty_groups[0]!.from = '2025-02-03'),
      /duties literacy: starts on 2025-02-03, which is no milestone/,
    ],
  ])('%s', (_name, damage, problem) => {
    expect(problemsAfter(damage).join('\n')).toMatch(problem)
  })

  test('all problems are named at once', () => {
    const copy = structuredClone(standardData) as Mutable<StandardData>
    copy.annexA.controls.pop()
    copy.documents.templates[0]!.id = 'T1'
    expect(() => assertStandard(copy)).toThrow(/expected 38, found 37[\s\S]*"T1" does not look/)
  })

  test('a file with a missing or an unforeseen field does not load', () => {
    const shape = z.strictObject({ id: z.string() })
    expect(loadData('x.json', shape, { id: '6.1.1' })).toEqual({ id: '6.1.1' })
    expect(() => loadData('x.json', shape, { id: 4.1 })).toThrow(/data\/x\.json .*\n {2}at id:/)
    expect(() => loadData('x.json', shape, { id: '4.1', extra: 1 })).toThrow(/extra/)
  })
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
