import { type Said, say } from '../../model/say.ts'
import { controls } from '../../standard/controls.ts'

export interface SoaLine {
  readonly control: string
  readonly source: string
  readonly applicable: string
  readonly justification: string | null
  readonly exclusionJustification: string | null
}

const few = (ids: readonly string[]): string =>
  ids.length <= 5 ? ids.join(', ') : `${ids.slice(0, 5).join(', ')} and ${ids.length - 5} more`

/** What 6.1.3 still misses in the lines, as a sentence; false when the statement is complete. */
export function whyNotApprovable(lines: readonly SoaLine[]): Said | false {
  const ids = (some: readonly SoaLine[]) => some.map((line) => line.control)
  const reference = new Set(ids(lines.filter((line) => line.source === 'annex_a')))
  const absent = controls.map((c) => `iso42001:${c.id}`).filter((id) => !reference.has(id))
  if (absent.length > 0) return say`These reference controls have no line: ${few(absent)}. Take a new snapshot.`
  const all = ids(lines)
  const twice = all.filter((id, i) => all.indexOf(id) !== i)
  if (twice.length > 0) return say`These controls have two lines: ${few(twice)}. Keep one of each.`
  const undecided = ids(lines.filter((line) => line.applicable === 'undecided'))
  if (undecided.length > 0) return say`Decide whether these controls apply: ${few(undecided)}.`
  const excluded = ids(lines.filter((line) => line.applicable === 'no' && !line.exclusionJustification))
  if (excluded.length > 0) return say`Say why these controls are left out: ${few(excluded)}.`
  const included = ids(lines.filter((line) => line.applicable === 'yes' && !line.justification))
  return included.length > 0 && say`Say why these controls are included: ${few(included)}.`
}
