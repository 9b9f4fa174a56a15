import type { RiskMatrices } from '../../../programme/riskMatrix.ts'
import matrix from '../risks/Matrix.module.css'
import { Matrix } from '../risks/Matrix.tsx'

/** The risks of one system before and after treatment. */
export function StoryRisks({ matrices, system }: { matrices: RiskMatrices; system: string }) {
  if (matrices.before.total === matrices.before.unrated.length + matrices.before.opportunities.length) return null
  return (
    <div className={`${matrix.pair} ${matrix.compact}`}>
      <Matrix matrix={matrices.before} system={system} />
      <Matrix matrix={matrices.after} system={system} />
    </div>
  )
}
