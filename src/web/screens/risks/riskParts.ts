import type { MatrixCell, RiskMatrices, RiskMatrix } from '../../../programme/riskMatrix.ts'

export type When = 'before' | 'after'
type Level = MatrixCell['level']

/** A part of the risks that a figure or cell counts, as the address writes it: `after.cell.4.5`, `before.level.high`. */
export type RiskPart =
  | { readonly kind: 'cell'; readonly when: When; readonly consequence: number; readonly likelihood: number }
  | { readonly kind: 'level'; readonly when: When; readonly level: Level }
  | { readonly kind: 'above' | 'unrated'; readonly when: When }
  | { readonly kind: 'opportunities'; readonly when: When }

export const levels: readonly Level[] = ['low', 'medium', 'high', 'critical']

export function writePart(part: RiskPart): string {
  if (part.kind === 'cell') return `${part.when}.cell.${part.consequence}.${part.likelihood}`
  if (part.kind === 'level') return `${part.when}.level.${part.level}`
  return `${part.when}.${part.kind}`
}

/** Reads what `writePart` writes; null when the address holds something else. */
export function readPart(text: string | undefined): RiskPart | null {
  const [when, kind, first, second] = (text ?? '').split('.')
  if (when !== 'before' && when !== 'after') return null
  if (kind === 'above' || kind === 'unrated' || kind === 'opportunities') return { kind, when }
  const level = levels.find((each) => each === first)
  if (kind === 'level' && level) return { kind, when, level }
  const [consequence, likelihood] = [Number(first), Number(second)]
  return kind === 'cell' && consequence > 0 && likelihood > 0 ? { kind, when, consequence, likelihood } : null
}

/** Ids of the risks that belong to a part. */
export function risksOf(matrices: RiskMatrices, part: RiskPart): readonly string[] {
  const matrix = matrices[part.when]
  if (part.kind === 'unrated') return matrix.unrated
  if (part.kind === 'opportunities') return matrix.opportunities
  return matrix.cells.filter((cell) => belongs(cell, part)).flatMap((cell) => cell.risks)
}

function belongs(cell: MatrixCell, part: RiskPart): boolean {
  if (part.kind === 'above') return cell.aboveAppetite
  if (part.kind === 'level') return cell.level === part.level
  return part.kind === 'cell' && cell.consequence === part.consequence && cell.likelihood === part.likelihood
}

export const countAbove = (matrix: RiskMatrix): number =>
  matrix.cells.reduce((sum, cell) => sum + (cell.aboveAppetite ? cell.risks.length : 0), 0)

export const countRated = (matrix: RiskMatrix): number => matrix.cells.reduce((sum, cell) => sum + cell.risks.length, 0)

/** Sides on which the appetite line runs along a cell: where a cell above it meets one that is not. */
export function lineSides(cells: readonly MatrixCell[], cell: MatrixCell): { start: boolean; bottom: boolean } {
  const isBelow = (consequence: number, likelihood: number) =>
    cells.some((c) => c.consequence === consequence && c.likelihood === likelihood && !c.aboveAppetite)
  return {
    start: cell.aboveAppetite && isBelow(cell.consequence, cell.likelihood - 1),
    bottom: cell.aboveAppetite && isBelow(cell.consequence - 1, cell.likelihood),
  }
}
