import { describe, expect, it } from 'vitest'
import type { MatrixCell, RiskMatrices, RiskMatrix } from '../../../programme/riskMatrix.ts'
import { countAbove, lineSides, type RiskPart, readPart, risksOf, writePart } from './riskParts.ts'

const cell = (
  consequence: number,
  likelihood: number,
  level: MatrixCell['level'],
  risks: readonly string[] = [],
): MatrixCell => ({ consequence, likelihood, level, aboveAppetite: level !== 'low', risks })

const matrix = (when: 'before' | 'after', cells: readonly MatrixCell[]): RiskMatrix => ({
  when,
  cells,
  unrated: ['u'],
  opportunities: ['o'],
  total: 0,
  appetite: 'low',
  appetiteLine: [],
  byLevel: { low: 0, medium: 0, high: 0, critical: 0 },
})
const cells = [cell(2, 1, 'low', ['a']), cell(2, 2, 'high', ['b', 'c']), cell(1, 1, 'low'), cell(1, 2, 'low', ['d'])]
const matrices: RiskMatrices = {
  before: matrix('before', cells),
  after: matrix('after', [cell(2, 2, 'low', ['b'])]),
  moved: [],
}

describe('parts of the risks', () => {
  it.each<[RiskPart, readonly string[]]>([
    [{ kind: 'cell', when: 'before', consequence: 2, likelihood: 2 }, ['b', 'c']],
    [{ kind: 'level', when: 'before', level: 'low' }, ['a', 'd']],
    [{ kind: 'above', when: 'before' }, ['b', 'c']],
    [{ kind: 'above', when: 'after' }, []],
    [{ kind: 'unrated', when: 'after' }, ['u']],
    [{ kind: 'opportunities', when: 'before' }, ['o']],
  ])('%j survives the address and names its risks', (part, ids) => {
    expect(readPart(writePart(part))).toEqual(part)
    expect(risksOf(matrices, part)).toEqual(ids)
  })

  it.each([undefined, '', 'before', 'never.above', 'before.cell.x.2', 'after.level.huge'])(
    'reads nothing from %j',
    (text) => {
      expect(readPart(text)).toBeNull()
    },
  )

  it('draws the appetite line only between a cell above it and one that is not', () => {
    expect(lineSides(cells, cells[1] as MatrixCell)).toEqual({ start: true, bottom: true })
    expect(lineSides(cells, cells[0] as MatrixCell)).toEqual({ start: false, bottom: false })
    expect(countAbove(matrices.before)).toBe(2)
  })
})
