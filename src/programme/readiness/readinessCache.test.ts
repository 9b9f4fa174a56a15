import { describe, expect, test } from 'vitest'
import type { AnyRecord } from '../../model/index.ts'
import { aiSystem } from '../../registers/aiSystem/aiSystem.ts'
import { controlDecision } from '../../registers/controlDecision.ts'
import { document } from '../../registers/document/document.ts'
import { evidence } from '../../registers/evidence.ts'
import { findingAcceptance } from '../../registers/findingAcceptance.ts'
import { registers } from '../../registers/index.ts'
import { person } from '../../registers/person.ts'
import { settings } from '../../registers/settings/settings.ts'
import { supplier } from '../../registers/supplier.ts'
import { assessableClauses } from '../../standard/clauses.ts'
import { controls } from '../../standard/controls.ts'
import { requiredDocuments } from '../../standard/documents.ts'
import { makeSnapshot, updateSnapshot } from '../snapshot.ts'
import { build, snapshotOf } from '../testing/build.ts'
import { everyFinding, type WholeReadiness } from './everyFinding.ts'
import type { Readiness } from './findings.ts'

import { computeReadiness, makeReadinessCache } from './readinessCache.ts'
import { seenReadiness } from './redact.ts'
import { anyRecord, generate, seeded } from './testing/generate.ts'

const now = '2026-11-25T12:00:00.000000Z'
const readinessOf = (...records: readonly AnyRecord[]) => everyFinding(computeReadiness(snapshotOf(records), registers))
/** All that readiness says, written out. */
const told = (readiness: Readiness) => ({
  ...everyFinding(readiness),
  byEffect: [...readiness.findings.each({}, 'effect')],
})
const of = (readiness: WholeReadiness, ref: string) =>
  [...readiness.clauses, ...readiness.controls].find((r) => r.ref === ref)
const check = (readiness: WholeReadiness, id: string) =>
  [...readiness.clauses, ...readiness.controls].flatMap((r) => r.requirements).find((r) => r.id === id)

describe('an empty organisation', () => {
  const readiness = readinessOf()

  test('is green nowhere', () => {
    expect(readiness.score).toBe(0)
    expect(readiness.clauses).toHaveLength(assessableClauses.length)
    expect(readiness.controls).toHaveLength(controls.length)
    for (const ref of [...readiness.clauses, ...readiness.controls]) {
      expect(ref).toMatchObject({ score: 0, status: 'missing' })
      expect(ref.requirements.length).toBeGreaterThan(0)
    }
  })

  test('has findings that say which register to begin in', () => {
    expect(readiness.findings.find((f) => f.rule === 'RR-001')).toMatchObject({
      record: null,
      register: 'scopeStatement',
    })
    const documents = readiness.findings.filter((f) => f.rule === 'RR-056')
    expect(documents).toHaveLength(requiredDocuments.filter((d) => d.basis === 'clause').length)
    expect(new Set(readiness.findings.map((f) => f.key)).size).toBe(readiness.findings.length)
  })
})

describe('accepting a finding', () => {
  const system = build(aiSystem, { title: 'Loan pre-check', inScope: null })
  const accept = (values: Parameters<typeof build<typeof findingAcceptance>>[1]) =>
    build(findingAcceptance, {
      rule: 'RR-002',
      about: system.id,
      reason: 'Decided in March',
      until: '2026-11-25',
      state: 'accepted',
      ...values,
    })
  const finding = (...records: readonly AnyRecord[]) =>
    readinessOf(system, ...records).findings.find((f) => f.rule === 'RR-002')

  test('takes it out of the count but neither off the list nor into the score', () => {
    const [before, after] = [readinessOf(system), readinessOf(system, accept({}))]
    expect(finding(accept({}))?.accepted).toEqual({ until: '2026-11-25', reason: 'Decided in March' })
    expect(after.counts.major).toBe(before.counts.major - 1)
    expect(after.findings).toHaveLength(before.findings.length)
    expect(after.score).toBe(before.score)
    expect(check(after, 'REQ-4.3-04')?.met).toBe(false)
  })

  test.each([
    ['expired', { until: '2026-11-24' }],
    ['only proposed', { state: 'proposed' }],
    ['withdrawn', { state: 'withdrawn' }],
    ['of another record', { about: 'somebody-else' }],
    ['of another rule', { rule: 'RR-003' }],
    ['about the whole system', { about: null }],
  ] as const)('does not count when %s', (_what, values) => {
    expect(finding(accept(values))?.accepted).toBeNull()
  })

  test('without a record holds for the rule, or for one missing document only', () => {
    const accepted = (rule: string) =>
      readinessOf(accept({ rule, about: null }))
        .findings.filter((f) => f.accepted !== null)
        .map((f) => f.key)
    expect(accepted('RR-001')).toEqual(['RR-001'])
    expect(accepted('RR-056/DOC-C-05')).toEqual(['RR-056/DOC-C-05'])
  })

  test('comes back by itself on the day after', () => {
    const cache = makeReadinessCache(registers)
    const snapshot = snapshotOf([system, accept({})])
    const before = cache.update(snapshot, [])
    const after = cache.update(updateSnapshot(snapshot, [], '2026-11-26T00:00:00Z'), [])
    expect(after.counts.major).toBe(before.counts.major + 1)
  })
})

describe('questions of registers', () => {
  test('become findings with the id of register and question', () => {
    const found = readinessOf(build(supplier, { title: 'Northlight' })).findings.find(
      (f) => f.rule === 'supplier.owned',
    )
    expect(found).toMatchObject({
      title: 'Does every supplier have an owner?',
      severity: 'minor',
      refs: supplier.serves,
    })
    expect(String(found?.why)).toContain('Northlight')
    const owned = build(supplier, { owner: 'person-1' })
    expect(readinessOf(owned).findings.some((f) => f.rule === 'supplier.owned')).toBe(false)
  })

  test('see the records they look at, through links and inverses', async () => {
    const { appointment } = await import('../../registers/appointment.ts')
    const gone = build(person, { state: 'left' })
    const held = build(appointment, { person: gone.id, state: 'accepted' })
    const asks = (...records: readonly AnyRecord[]) =>
      readinessOf(...records).findings.some((f) => f.rule === 'person.leavesNoRole')
    expect(asks(gone, held)).toBe(true)
    expect(asks(gone, { ...held, state: 'ended' })).toBe(false)
  })
})

describe('a control', () => {
  const line = (values: Parameters<typeof build<typeof controlDecision>>[1]) =>
    build(controlDecision, { control: 'iso42001:A.8.2', source: 'annex_a', state: 'decided', ...values })

  test('left out with a justification is settled by the decision alone', () => {
    const out = of(readinessOf(line({ applicable: 'no', exclusionJustification: 'Nobody uses it' })), 'iso42001:A.8.2')
    expect(out).toMatchObject({ score: 1, status: 'retired' })
    expect(out?.requirements).toHaveLength(1)
  })

  test('left out against the inventory is not', () => {
    const system = build(aiSystem, { inScope: true, userFacing: true })
    const out = of(readinessOf(line({ applicable: 'no', exclusionJustification: 'None' }), system), 'iso42001:A.8.2')
    expect(out?.score).toBe(0)
  })

  test('in place needs accepted evidence that still counts', () => {
    const applied = line({ applicable: 'yes', justification: 'Users', implementation: 'implemented' })
    const proof = (collectedOn: string) =>
      build(evidence, { state: 'accepted', collectedOn, standardRefs: ['iso42001:A.8.2'] })
    const fresh = readinessOf(applied, proof('2026-11-20'))
    expect(check(fresh, 'A.8.2/evidence')?.met).toBe(true)
    expect(of(fresh, 'iso42001:A.8.2')?.evidenceAgeDays).toBe(5)
    expect(check(readinessOf(applied, proof('2025-11-20')), 'A.8.2/evidence')?.met).toBe(false)
    expect(check(readinessOf(applied), 'A.8.2/practice')).toMatchObject({ met: false })
  })
})

test('settings of the organisation replace the proposed periods', () => {
  const proof = build(evidence, { state: 'accepted', collectedOn: '2026-10-01', standardRefs: ['iso42001:7.1'] })
  const fires = (...records: readonly AnyRecord[]) => readinessOf(...records).findings.some((f) => f.rule === 'RR-108')
  expect(fires(proof)).toBe(false)
  expect(fires(proof, build(settings, { leadershipEvidenceDays: 30 }))).toBe(true)
})

test('adding a missing document that is approved and complete never lowers the score', () => {
  const records: AnyRecord[] = generate(300, 5)
  const owner = build(person)
  let score = readinessOf(...records, owner).score
  for (const { id } of requiredDocuments) {
    records.push(
      build(document, {
        kind: 'procedure',
        documentId: id,
        state: 'approved',
        owner: owner.id,
        body: 'Text',
        versionLabel: '1.0',
        approvedVersion: '1.0',
        approvedOn: '2026-11-20',
        approvedBy: 'Ida Roth',
        approvedByRole: 'topManagement',
        framesObjectives: true,
        commitsToRequirements: true,
        commitsToImprovement: true,
        nextReviewOn: '2027-11-20',
        retention: 'Ten years',
        classification: 'internal',
        availableTo: 'Everybody',
      }),
    )
    const next = readinessOf(...records, owner).score
    expect(next).toBeGreaterThanOrEqual(score)
    score = next
  }
})

describe('after any row of edits the incremental answer equals a fresh one', { timeout: 60_000 }, () => {
  test.each([1, 2, 3, 5, 7, 11, 13, 17, 19, 23, 42, 99])('seed %i', (seed) => {
    const random = seeded(seed)
    const newest = new Map(generate(250, seed).map((record) => [record.id, record]))
    const ids = Map.groupBy(newest.keys(), (id) => newest.get(id)?.register ?? '')
    let snapshot = makeSnapshot(newest.values(), now)
    const cache = makeReadinessCache(registers)
    cache.update(snapshot, [])
    for (let step = 0; step < 25; step++) {
      const at = step === 20 ? '2026-11-26T09:00:00.000000Z' : step > 20 ? '2026-11-26T10:00:00.000000Z' : now
      const changed = Array.from({ length: 1 + random(4) }, (): AnyRecord => {
        const register = registers[random(registers.length)]!
        const id =
          random(4) === 0 ? undefined : (ids.get(register.name) ?? [])[random(ids.get(register.name)?.length ?? 1)]
        const record = anyRecord(register, ids, random, id)
        const old = newest.get(record.id)
        return { ...record, ref: old?.ref ?? record.ref, version: (old?.version ?? 0) + 1, archived: random(6) === 0 }
      })
      for (const record of changed) newest.set(record.id, record)
      snapshot = updateSnapshot(snapshot, changed, at)
      const incremental = told(cache.update(snapshot, changed))
      // The same order of records, so that also the sentences that name "the first" must agree.
      const fresh = computeReadiness(
        makeSnapshot(
          registers.flatMap((r) => snapshot.all(r.name)),
          at,
        ),
        registers,
      )
      expect(incremental).toEqual(told(fresh))
    }
  })
})

describe('after edits of single values, which leave most links as they are', { timeout: 60_000 }, () => {
  test.each([4, 6, 8, 31, 77])(
    'seed %i: equal to a fresh answer, for every reader, and earlier answers stay',
    (seed) => {
      const random = seeded(seed)
      const records = generate(500, seed)
      const ids = Map.groupBy(records, (record) => record.register)
      let snapshot = makeSnapshot(records, now)
      const cache = makeReadinessCache(registers)
      let last = cache.update(snapshot, [])
      for (let step = 0; step < 30; step++) {
        const kept = step % 8 === 0 ? { readiness: last, said: told(last) } : undefined
        const register = registers[random(registers.length)]!
        const list = snapshot.all(register.name)
        const old = list[random(list.length || 1)]
        if (old === undefined || register.name === 'settings') continue
        const other = anyRecord(
          register,
          new Map([...ids].map(([name, all]) => [name, all.map((r) => r.id)])),
          random,
          old.id,
        )
        const names = [...Object.keys(register.fields), ...Object.keys(register.links), 'state']
        const name = names[random(names.length)]!
        const edited = { ...old, [name]: other[name], version: old.version + 1, archived: random(15) === 0 }
        snapshot = updateSnapshot(snapshot, [edited], now)
        last = cache.update(snapshot, [edited])
        const fresh = computeReadiness(
          makeSnapshot(
            registers.flatMap((r) => snapshot.all(r.name)),
            now,
          ),
          registers,
        )
        expect(told(last)).toEqual(told(fresh))
        const maySee = ({ id, register: name }: { id: string; register: string }) =>
          name !== 'concern' && id.length % 2 === 0
        expect(everyFinding(seenReadiness(last, maySee))).toEqual(everyFinding(seenReadiness(fresh, maySee)))
        if (kept) expect(told(kept.readiness)).toEqual(kept.said)
      }
    },
  )
})

test('many records changed at once are merged as well as few', () => {
  const records = generate(3000, 12)
  let snapshot = makeSnapshot(records, now)
  const cache = makeReadinessCache(registers)
  cache.update(snapshot, [])
  for (const name of ['risk', 'evidence', 'aiSystem', 'person']) {
    const changed = snapshot
      .all(name)
      .filter((_, i) => i % 3 > 0)
      .map((r, i) => ({
        ...r,
        owner: null,
        objectives: [],
        nextReviewOn: null,
        version: r.version + 1,
        archived: i % 9 === 0,
      }))
    snapshot = updateSnapshot(snapshot, changed, now)
    const after = cache.update(snapshot, changed)
    expect(told(after)).toEqual(told(computeReadiness(snapshot, registers)))
  }
})

test('20,000 records take less than a second, one change less than 50 ms, as a median', () => {
  const records = generate(20_000, 1)
  let snapshot = makeSnapshot(records, now)
  const cache = makeReadinessCache(registers)
  const began = performance.now()
  cache.update(snapshot, [])
  expect(performance.now() - began).toBeLessThan(1000)
  const times = snapshot
    .all('risk')
    .slice(0, 15)
    .map((record, i) => {
      const start = performance.now()
      snapshot = updateSnapshot(snapshot, [{ ...record, owner: null, version: i + 2 }], now)
      cache.update(snapshot, [record])
      return performance.now() - start
    })
  expect(times.toSorted((a, b) => a - b)[7]).toBeLessThan(50)
})
