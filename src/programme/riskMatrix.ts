import type { RecordOf } from '../model/index.ts'
import { isRiskAbove } from '../registers/lists/levels.ts'
import { risk } from '../registers/risk/risk.ts'
import { riskLevel } from '../registers/risk/riskLevel.ts'
import { appetiteOf } from '../registers/risk/treatment.ts'
import { riskCriteria } from '../registers/riskCriteria.ts'
import { type RiskLevel, riskManagementData } from '../standard/index.ts'
import { addTo } from './addTo.ts'
import type { Snapshot } from './snapshot.ts'

type Risk = RecordOf<typeof risk>

export interface MatrixCell {
  readonly likelihood: number
  readonly consequence: number
  readonly level: RiskLevel
  /** On the far side of the appetite line: to be treated, or accepted by somebody with authority. */
  readonly aboveAppetite: boolean
  readonly risks: readonly string[]
}

export interface RiskMatrix {
  readonly when: 'before' | 'after'
  /** One cell for each pair of steps, gravest consequence first, then rising likelihood. */
  readonly cells: readonly MatrixCell[]
  /** Risks that lack one of the two values. */
  readonly unrated: readonly string[]
  /** Opportunities have no place in the matrix; counted so that the total is all there is. */
  readonly opportunities: readonly string[]
  readonly total: number
  readonly appetite: RiskLevel
  /** Per consequence step, the lowest likelihood above appetite; null when none is. The line is drawn through these. */
  readonly appetiteLine: readonly { readonly consequence: number; readonly fromLikelihood: number | null }[]
  readonly byLevel: Readonly<Record<RiskLevel, number>>
}

export interface RiskMatrices {
  readonly before: RiskMatrix
  readonly after: RiskMatrix
  /** Risks whose cell treatment changed, from where to where. */
  readonly moved: readonly { readonly id: string; readonly from: Place; readonly to: Place }[]
}

interface Place {
  readonly likelihood: number
  readonly consequence: number
}

const steps = (scale: readonly { readonly value: number }[]): number[] =>
  scale.map((step) => step.value).toSorted((a, b) => a - b)
const likelihoods = steps(riskManagementData.likelihood_scale)
const consequences = steps(riskManagementData.consequence_scale)

/** Risks by likelihood and consequence, before and after treatment; closed ones are left out. */
export function riskMatrices(snapshot: Snapshot, of: (each: Risk) => boolean = () => true): RiskMatrices {
  const risks = snapshot.of(risk).filter((each) => each.state !== 'closed' && of(each))
  const appetite = appetiteOf(snapshot.all(riskCriteria.name))
  const moved = risks.flatMap((each) => {
    const [from, to] = [placeBefore(each), placeAfter(each)]
    if (from === null || to === null || each.type === 'opportunity') return []
    return from.likelihood === to.likelihood && from.consequence === to.consequence ? [] : [{ id: each.id, from, to }]
  })
  return {
    before: matrix('before', risks, placeBefore, appetite),
    after: matrix('after', risks, placeAfter, appetite),
    moved,
  }
}

function placeBefore(each: Risk): Place | null {
  const judged = [each.consequenceOrganization, each.consequenceIndividuals, each.consequenceSociety].filter(
    (c) => c !== null,
  )
  return judged.length === 0 || each.likelihood === null
    ? null
    : { likelihood: each.likelihood, consequence: Math.max(...judged) }
}

/** Where treatment left it. A risk whose residual values nobody gave still stands where it stood. */
function placeAfter(each: Risk): Place | null {
  const { residualConsequence, residualLikelihood } = each
  if (residualConsequence === null || residualLikelihood === null) return placeBefore(each)
  return { likelihood: residualLikelihood, consequence: residualConsequence }
}

function matrix(
  when: RiskMatrix['when'],
  risks: readonly Risk[],
  placeOf: (each: Risk) => Place | null,
  appetite: RiskLevel,
): RiskMatrix {
  const held = new Map<string, string[]>()
  const unrated: string[] = []
  const opportunities: string[] = []
  for (const each of risks) {
    const place = placeOf(each)
    if (each.type === 'opportunity') opportunities.push(each.id)
    else if (place === null) unrated.push(each.id)
    else addTo(held, keyOf(place), each.id)
  }
  const cells = consequences.toReversed().flatMap((consequence) =>
    likelihoods.map((likelihood): MatrixCell => {
      const level = levelOf({ likelihood, consequence })
      return {
        likelihood,
        consequence,
        level,
        aboveAppetite: isRiskAbove(level, appetite),
        risks: held.get(keyOf({ likelihood, consequence })) ?? [],
      }
    }),
  )
  const appetiteLine = consequences.map((consequence) => ({
    consequence,
    fromLikelihood:
      likelihoods.find((likelihood) => isRiskAbove(levelOf({ likelihood, consequence }), appetite)) ?? null,
  }))
  return {
    when,
    cells,
    unrated,
    opportunities,
    total: risks.length,
    appetite,
    appetiteLine,
    byLevel: countLevels(cells),
  }
}

const keyOf = ({ likelihood, consequence }: Place): string => `${consequence}×${likelihood}`

/** The level of a cell. A single risk of low confidence may stand one level higher than its cell. */
function levelOf({ likelihood, consequence }: Place): RiskLevel {
  const level = riskLevel({ consequences: [consequence], likelihood, confidence: null })
  // Both values come from the scales, so the rule has a level for them.
  return level ?? 'critical'
}

function countLevels(cells: readonly MatrixCell[]): Readonly<Record<RiskLevel, number>> {
  const counts: Record<RiskLevel, number> = { low: 0, medium: 0, high: 0, critical: 0 }
  for (const cell of cells) counts[cell.level] += cell.risks.length
  return counts
}
