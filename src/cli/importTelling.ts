import { count } from '../model/say.ts'
import type { ImportFacts, ImportPreview } from '../server/contract/told.ts'
import type { ImportMapping } from '../server/contract.ts'
import type { Teller } from './teller.ts'

/** A mistake or note about a row, as the command line shows it. */
export interface RowSaid {
  readonly line: number
  readonly column: string
  readonly message: string
  readonly value?: string
  readonly severity?: 'error' | 'warning'
}

const problemsShown = 20

export function sayTable(facts: ImportFacts, { say }: Teller): void {
  const sheet = facts.sheet === null ? '' : `, sheet "${facts.sheet}"`
  const encoding = facts.encoding === null ? '' : `, ${facts.encoding}`
  say(
    `${facts.format.toUpperCase()}${encoding}${sheet}: ${count(facts.rowCount, 'row')}, ${count(facts.columns.length, 'column')}, names in line ${facts.headerRow}.`,
  )
  for (const note of facts.notes) say(`  ${note}`)
}

export function sayMapping({ columns }: ImportMapping, { say }: Teller): void {
  for (const { column, to } of columns)
    say(`  ${column} → ${to.as === 'field' ? to.field : to.as === 'custom' ? 'own field' : 'left out'}`)
}

/** The first problems, and where all of them are. */
export function sayProblems(found: readonly RowSaid[], total: number, file: string | undefined, { say }: Teller): void {
  for (const { line, column, message, value = '', severity } of found.slice(0, problemsShown)) {
    const text = value === '' ? '' : ` (in the file: ${value.replace(/\s+/g, ' ').slice(0, 60)})`
    say(`  line ${line}, ${column.slice(0, 60)}: ${severity === 'warning' ? 'note: ' : ''}${message}${text}`)
  }
  const more = total - Math.min(problemsShown, found.length)
  if (more > 0)
    say(`  … and ${more} more; ${file === undefined ? '--problems FILE.csv writes all' : `all are in ${file}`}.`)
}

export function sayPreview(preview: ImportPreview, { say }: Teller): void {
  const { rows, counts, creates, errorCount, problemCount } = preview
  say(
    `${count(rows, 'row')} would be: ${counts.create} created, ${counts.update} changed, ${counts.unchanged} as they are, ${counts.skip} skipped, ${counts.refused} refused.`,
  )
  for (const { label, count } of creates) say(`  ${count} ${label}`)
  say(`${count(errorCount, 'mistake')}, ${count(problemCount - errorCount, 'note')}. Nothing was changed.`)
}
