import type { AnyRecord } from '../../../model/index.ts'
import { say } from '../../../model/say.ts'
import { requirements } from '../../../standard/requirements.ts'
import { enough } from '../requirements/proof.ts'
import { requirementEvidence } from '../requirements/requirementEvidence.ts'
import { few } from '../words.ts'
import { type Check, type CheckContext, firstGap, type Outcome } from './check.ts'

/** Every requirement of clauses 4 to 10 with what shows it. A requirement nobody said that for is never met. */
export const clauseChecks: readonly Check[] = requirements.map((requirement): Check => {
  const { proofs = [], silent = [] } = requirementEvidence[requirement.id] ?? {}
  return {
    id: requirement.id,
    ref: requirement.clauseRef,
    text: requirement.text,
    strength: requirement.strength,
    reads: [...new Set(proofs.flatMap((proof) => proof.reads))],
    rules: silent,
    judge: (context) => judge(context, proofs, silent),
  }
})

type Evidence = (typeof requirementEvidence)[string]

function judge(context: CheckContext, proofs: Evidence['proofs'], silent: Evidence['silent']): Outcome {
  const shown = proofs.map((proof) => ({ what: proof.what, records: proof.find(context.snapshot, context.limits) }))
  // One of each proof comes first, so that what the sentence names is among those shown.
  const firsts = shown.flatMap((one) => one.records.slice(0, 1))
  const records = unique([...firsts, ...shown.flatMap((one) => one.records)]).slice(0, enough)
  const missing = shown.filter((one) => one.records.length === 0).map((one) => one.what)
  const gap = firstGap(context, silent)
  if (missing.length > 0) return { met: false, ...gap, because: say`Missing: ${few(missing, 5)}.`, records }
  if (gap !== undefined) return { met: false, ...gap, records }
  if (proofs.length === 0) return { met: false, because: say`Nothing here can show it.`, records }
  return {
    met: true,
    because: say`Shown by ${few(
      shown.map((one) => say`${one.what} (${one.records[0]?.ref})`),
      5,
    )}.`,
    records,
  }
}

const unique = (records: readonly AnyRecord[]) => [...new Map(records.map((record) => [record.id, record])).values()]
