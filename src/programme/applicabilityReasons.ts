import type { AnyRecord, RecordOf } from '../model/index.ts'
import { asSentence, type Said, say } from '../model/say.ts'
import { impactAssessment } from '../registers/impactAssessment/impactAssessment.ts'
import type { inclusionReasons } from '../registers/lists/applicability.ts'
import { obligation } from '../registers/obligation.ts'
import { addTo } from './addTo.ts'
import type { ControlNeed } from './controlNeeds.ts'
import { type Mention, mentions, nameFew } from './mention.ts'
import { determineAllRoles } from './roleDetermination.ts'
import type { Snapshot } from './snapshot.ts'

export type ReasonKind = (typeof inclusionReasons)[number]['value']

export interface InclusionReason {
  readonly reason: ReasonKind
  /** A sentence for the statement of applicability, with the records' numbers. */
  readonly because: Said
  readonly causes: readonly Mention[]
}

// Clauses ask for these whatever the inventory holds; leaving the control out would not spare the work.
const clauseNeeds: Readonly<Record<string, Said>> = {
  'iso42001:A.2.2': say`clause 5.2 asks for an AI policy`,
  'iso42001:A.2.3': say`the AI policy has to fit the other policies of the organisation`,
  'iso42001:A.2.4': say`clauses 7.5 and 9.3 ask that the AI policy stays suitable`,
  'iso42001:A.3.2': say`clause 5.3 asks for roles and authorities`,
  'iso42001:A.3.3': say`clauses 7.3 and 10.2 rely on people saying what goes wrong`,
  'iso42001:A.4.6': say`clause 7.2 asks for competent people`,
  'iso42001:A.5.2': say`clause 6.1.4 asks for a process to assess impacts`,
  'iso42001:A.5.3': say`clause 8.4 asks to keep the results of impact assessments`,
}

/** Everything that speaks for including a control, under the four reasons the statement of applicability knows. */
export function inclusionReasonsFor(
  control: string,
  needs: readonly ControlNeed[],
  context: ReasonContext,
): InclusionReason[] {
  const clause = clauseNeeds[control]
  const found: InclusionReason[] = [
    ...needs.flatMap(reasonsOfNeed),
    ...(context.law.get(control) ?? []),
    ...(context.obligations.get(control) ?? []).flatMap((each) =>
      reasonsOfNeed({ because: say`obligations name it`, records: [each] }),
    ),
    ...(context.measures.get(control) ?? []).flatMap((each) =>
      reasonsOfNeed({ because: say`impact assessments name it as a measure`, records: [each] }),
    ),
    ...(clause === undefined
      ? []
      : [{ reason: 'practice' as const, because: say`${asSentence(clause)}.`, causes: [] }]),
  ]
  return merge(found)
}

/** What is the same for all controls and worked out once. */
export interface ReasonContext {
  readonly law: ReadonlyMap<string, readonly InclusionReason[]>
  readonly obligations: ReadonlyMap<string, readonly AnyRecord[]>
  /** Impact assessments that plan a measure by this control. */
  readonly measures: ReadonlyMap<string, readonly AnyRecord[]>
}

export function reasonContext(snapshot: Snapshot): ReasonContext {
  const obligations = new Map<string, AnyRecord[]>()
  for (const each of snapshot.all(obligation.name)) {
    if (each.state !== 'applies') continue
    for (const ref of refsOf(each)) addTo(obligations, ref, each)
  }
  return { law: lawReasons(snapshot), obligations, measures: measuresByControl(snapshot) }
}

const refsOf = (record: AnyRecord): readonly string[] =>
  Array.isArray(record.standardRefs) ? record.standardRefs.filter((ref) => typeof ref === 'string') : []

function measuresByControl(snapshot: Snapshot): ReadonlyMap<string, readonly AnyRecord[]> {
  const found = new Map<string, AnyRecord[]>()
  for (const each of snapshot.of(impactAssessment)) {
    const record = snapshot.byId(each.id)
    if (record === undefined || each.state === 'superseded') continue
    // A measure names its control as people write it: "A.9.3" as well as "iso42001:A.9.3" or "own:LOG-1".
    const named = (each.measures ?? []).flatMap(({ control }) => control?.match(/own:[\w.-]+|A\.\d+(\.\d+)+/g) ?? [])
    for (const id of new Set(named.map((name) => (name.startsWith('own:') ? name : `iso42001:${name}`))))
      addTo(found, id, record)
  }
  return found
}

/** Provisions of the EU AI Act that meet systems with a class on record, by the control that serves them. */
function lawReasons(snapshot: Snapshot): ReadonlyMap<string, readonly InclusionReason[]> {
  const byControl = new Map<string, Map<string, Set<Mention>>>()
  for (const { system, applies } of determineAllRoles(snapshot)) {
    for (const { ref, controls } of applies.provisions) {
      for (const control of controls) {
        const provisions = byControl.get(control) ?? new Map<string, Set<Mention>>()
        // One object per system and pass, so that a set holds it once.
        byControl.set(control, provisions.set(ref, (provisions.get(ref) ?? new Set()).add(system)))
      }
    }
  }
  return new Map(
    [...byControl].map(([control, provisions]) => {
      const articles = [...provisions.keys()].map((ref) => ref.slice(ref.indexOf(':') + 1))
      const causes = [...new Set([...provisions.values()].flatMap((systems) => [...systems]))]
      const because = say`EU AI Act, ${articles.slice(0, 4).join(', ')}${articles.length > 4 ? say` and more` : ''}, for ${nameFew(causes)}.`
      return [control, [{ reason: 'law' as const, because, causes }]]
    }),
  )
}

const kindOf: Readonly<Record<RecordOf<typeof obligation>['kind'], ReasonKind>> = {
  law: 'law',
  regulator_order: 'law',
  licence: 'law',
  contract: 'contract',
  own_commitment: 'contract',
  code_of_conduct: 'practice',
}

/** A need becomes one reason per kind: an obligation by law and one by contract are two reasons. */
function reasonsOfNeed({ because, records }: ControlNeed): InclusionReason[] {
  const byKind = new Map<ReasonKind, AnyRecord[]>()
  for (const record of records) {
    const kind = reasonFrom(record)
    addTo(byKind, kind, record)
  }
  return [...byKind].map(([reason, causes]) => ({
    reason,
    because: say`${asSentence(because)} (${nameFew(causes)}).`,
    causes: mentions(causes),
  }))
}

function reasonFrom(record: AnyRecord): ReasonKind {
  if (record.register === 'risk' || record.register === 'impactAssessment') return 'risk'
  if (record.register !== 'obligation') return 'practice'
  const kind = record.kind
  return typeof kind === 'string' && kind in kindOf ? kindOf[kind as keyof typeof kindOf] : 'practice'
}

/** One entry per reason and sentence, in the order law, contract, risk, practice. */
function merge(found: readonly InclusionReason[]): InclusionReason[] {
  const order: readonly ReasonKind[] = ['law', 'contract', 'risk', 'practice']
  const kept = new Map<string, InclusionReason>()
  for (const each of found) {
    const same = kept.get(`${each.reason} ${each.because}`)
    kept.set(
      `${each.reason} ${each.because}`,
      same ? { ...same, causes: unique([...same.causes, ...each.causes]) } : each,
    )
  }
  return [...kept.values()].toSorted((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason))
}

const unique = (list: readonly Mention[]): Mention[] => [...new Map(list.map((each) => [each.id, each])).values()]
