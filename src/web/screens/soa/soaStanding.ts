import type { SoaLine } from '../../../server/contract/told.ts'

/** Parts of the statement a reader may want to see alone. */
export const shows = ['all', 'undecided', 'included', 'excluded', 'warned', 'unproven', 'open'] as const
export type Show = (typeof shows)[number]

export const isShow = (text: string | undefined): text is Show => shows.some((show) => show === text)

/** Whether a line belongs to a part. Left out, a control needs neither evidence nor to be in place. */
export function belongsTo(line: SoaLine, show: Show): boolean {
  switch (show) {
    case 'all':
      return true
    case 'undecided':
      return line.decision === 'undecided' || !line.isDecided
    case 'included':
    case 'excluded':
      return line.decision === show
    case 'warned':
      return line.warnings.length > 0
    case 'unproven':
      return line.decision === 'included' && line.evidence.validCount === 0
    case 'open':
      return line.decision === 'included' && line.implementation !== 'implemented'
  }
}

/** How many lines belong to each part; 38 reference controls and own ones together. */
export function countShows(lines: readonly SoaLine[]): Readonly<Record<Show, number>> {
  const counted = shows.map((show) => [show, lines.filter((line) => belongsTo(line, show)).length] as const)
  return Object.fromEntries(counted) as Record<Show, number>
}

export interface SoaGroup {
  /** `iso42001:A.5`; null for the organisation's own controls. */
  readonly ref: string | null
  readonly lines: readonly SoaLine[]
}

/** Lines under the objective they belong to, in the order they come in. */
export function groupLines(lines: readonly SoaLine[]): readonly SoaGroup[] {
  const groups = new Map<string | null, SoaLine[]>()
  for (const line of lines) {
    const ref = line.source === 'own' ? null : line.control.split('.').slice(0, 2).join('.')
    const held = groups.get(ref)
    if (held) held.push(line)
    else groups.set(ref, [line])
  }
  return [...groups].map(([ref, held]) => ({ ref, lines: held }))
}
