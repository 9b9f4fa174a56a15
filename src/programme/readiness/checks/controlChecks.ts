import type { RecordOf } from '../../../model/index.ts'
import { type Said, say, term, valueWord } from '../../../model/say.ts'
import { controlDecision } from '../../../registers/controlDecision.ts'
import { type Control, controls } from '../../../standard/controls.ts'
import { requiredDocuments } from '../../../standard/documents.ts'
import { isBefore, shiftDay } from '../days.ts'
import { findServing, registersHolding } from '../documentHomes.ts'
import type { Judge } from '../judge.ts'
import { enough } from '../requirements/proof.ts'
import { called, isEmpty } from '../words.ts'
import { type Check, type CheckContext, firstGap, type Outcome } from './check.ts'

type Decision = RecordOf<typeof controlDecision>

/** Registers that hold something in every organisation, so records in them say nothing about one control. */
const everywhere = ['settings', 'person', 'document', 'controlDecision', 'findingAcceptance']

/**
 * What is asked of every reference control: a decision, and where it applies that it is in place, proven, checked,
 * documented, and that practice shows no gap.
 */
export const controlChecks = (judges: readonly Judge[]): readonly Check[] =>
  controls.flatMap((control) => checksOf(control, judges))

function checksOf(control: Control, judges: readonly Judge[]): Check[] {
  const ref = `iso42001:${control.id}`
  const about = judges.filter((judge) => judge.severity !== 'ofi' && judge.refs.includes(ref))
  const base = { ref, reads: ['controlDecision'], rules: [] as readonly string[], strength: 'required' as const }
  const documents = requiredDocuments.filter((d) => d.basis === 'control_if_applied' && d.iso42001.includes(control.id))
  return [
    {
      ...base,
      id: `${control.id}/decision`,
      text: say`It is decided with a reason whether the control applies`,
      rules: ['RR-036'],
      judge: (context) => judgeDecision(context, ref),
    },
    {
      ...base,
      id: `${control.id}/inPlace`,
      text: say`The control is in place`,
      judge: whereApplied(ref, (line) =>
        line.implementation === 'implemented'
          ? met(say`${line.ref} says it is in place.`, line)
          : unmet(say`It is ${valueWord(line.implementation ?? 'not_started')}.`, line),
      ),
    },
    {
      ...base,
      id: `${control.id}/evidence`,
      text: say`Accepted evidence shows it, recent enough to count`,
      reads: ['controlDecision', 'evidence', 'settings'],
      judge: whereApplied(ref, (line, { proven }) =>
        proven().has(ref) || proven().has(line.id)
          ? met(say`Accepted evidence proves it today.`, line)
          : unmet(say`No accepted evidence proves it today.`, line),
      ),
    },
    ...documents.map(
      (wanted): Check => ({
        ...base,
        id: `${control.id}/${wanted.id}`,
        text: say`${term(wanted.title)} is there`,
        reads: ['controlDecision', ...registersHolding(wanted.id)],
        judge: whereApplied(ref, (line, { snapshot }) => {
          const serving = findServing(snapshot, wanted.id)
          const [first] = serving
          if (first === undefined) return unmet(say`${wanted.id} ${term(wanted.title)} is missing.`, line)
          return {
            met: true,
            because: say`${called(first)} serves as ${wanted.id}.`,
            records: serving.slice(0, enough),
          }
        }),
      }),
    ),
    ...(about.length === 0 ? [] : [practiceCheck(control, about)]),
    {
      ...base,
      id: `${control.id}/verified`,
      text: say`Somebody checked that it works`,
      strength: 'practice',
      reads: ['controlDecision', 'settings'],
      judge: whereApplied(ref, (line, { snapshot, limits }) =>
        isBefore(line.lastVerifiedOn, shiftDay(snapshot.today, -limits.controlVerificationDays))
          ? unmet(
              line.lastVerifiedOn === null
                ? say`It was never checked.`
                : say`It was last checked on ${line.lastVerifiedOn}.`,
              line,
            )
          : met(say`It was checked on ${line.lastVerifiedOn}.`, line),
      ),
    },
  ]
}

function practiceCheck(control: Control, about: readonly Judge[]): Check {
  const ref = `iso42001:${control.id}`
  const rules = about.map((judge) => judge.id)
  const registers = [...new Set(about.flatMap((judge) => judge.reads))].filter((name) => !everywhere.includes(name))
  return {
    id: `${control.id}/practice`,
    ref,
    text: say`What is recorded shows no gap`,
    strength: 'required',
    reads: ['controlDecision', ...registers],
    rules,
    judge: whereApplied(ref, (line, context) => {
      const gap = firstGap(context, rules)
      if (gap !== undefined) return { ...unmet(gap.because, line), blockedBy: gap.blockedBy }
      // No record means no gap found, but it means no practice either.
      const filled = registers.filter((name) => context.snapshot.all(name).length > 0)
      if (registers.length > 0 && filled.length === 0) return unmet(say`Nothing is recorded that would show it.`, line)
      return met(
        say`${rules.length} ${rules.length === 1 ? say`rule looks` : say`rules look`} at it and find nothing.`,
        line,
      )
    }),
  }
}

function decisionOf({ snapshot }: CheckContext, ref: string): Decision | undefined {
  return snapshot.of(controlDecision).find((line) => line.control === ref && line.state !== 'removed')
}

function judgeDecision(context: CheckContext, ref: string): Outcome {
  const line = decisionOf(context, ref)
  if (line === undefined)
    return { met: false, because: say`The statement of applicability has no line for it.`, records: [] }
  if (line.applicable === 'undecided') return unmet(say`Nobody has decided yet whether it applies.`, line)
  if (line.applicable === 'no') {
    if (isEmpty(line.exclusionJustification)) return unmet(say`It is left out without a justification.`, line)
    const against = context.whyOf('RR-036', line.id)
    return against === undefined
      ? met(say`It does not apply, with a justification.`, line)
      : { ...unmet(against, line), blockedBy: 'RR-036' }
  }
  if (isEmpty(line.justification) && isEmpty(line.reasons))
    return unmet(say`It is included without a justification.`, line)
  return line.state === 'decided'
    ? met(say`It applies, decided on ${line.decidedOn ?? say`an unknown day`}.`, line)
    : unmet(say`It is meant to apply, but the decision is not recorded.`, line)
}

/** Asks only where the control applies; where it does not, the decision says everything. */
const whereApplied =
  (ref: string, ask: (line: Decision, context: CheckContext) => Outcome) =>
  (context: CheckContext): Outcome | null => {
    const line = decisionOf(context, ref)
    if (line?.applicable === 'no') return null
    if (line === undefined || line.applicable !== 'yes')
      return { met: false, because: say`It is not decided whether the control applies.`, records: [] }
    return ask(line, context)
  }

const met = (because: Said, line: Decision): Outcome => ({ met: true, because, records: [line] })
const unmet = (because: Said, line: Decision): Outcome => ({ met: false, because, records: [line] })

/** The control is decided not to apply. */
export const isLeftOut = (context: CheckContext, ref: string): boolean => decisionOf(context, ref)?.applicable === 'no'

export const shownControls = controls.map((control) => ({ ref: `iso42001:${control.id}`, title: control.title }))
