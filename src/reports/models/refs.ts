import { say } from '../../model/say.ts'
import { describeRef, frameworkNames } from '../../standard/index.ts'
import { type Inline, joined, link } from '../document.ts'
import { figure } from '../figures.ts'
import type { RecordName } from '../material.ts'

/** `iso42001:A.5.2` as people write it: `A.5.2`, and with its framework where it is not ISO/IEC 42001. */
export function refLabel(ref: string): string {
  const known = describeRef(ref)
  const id = ref.slice(ref.indexOf(':') + 1)
  if (!known) return ref
  return known.framework === 'iso42001' ? id : `${frameworkNames[known.framework]} ${id}`
}

export const refLinks = (refs: readonly string[]): Inline[] => joined(refs.map((ref) => link(ref, refLabel(ref))))

/** `RISK-12 Wrong scores for returning customers`, linked. */
export const recordLink = ({ id, ref, title }: RecordName): Inline => link(id, `${ref} ${title}`.trimEnd())

export const recordLinks = (records: readonly RecordName[]): Inline[] => joined(records.map(recordLink), '; ')

/** The first records by name, and how many more there are: a cell nobody could read to its end helps nobody. */
export function someRecordLinks(records: readonly RecordName[], most: number): Inline[] {
  if (records.length <= most) return recordLinks(records)
  const rest = records.length - most
  return [...recordLinks(records.slice(0, most)), ' ', say`and ${figure(rest)} more`]
}

export const fileAnchor = (hash: string): string => `file:${hash}`
