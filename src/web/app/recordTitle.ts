import type { RegisterDescription } from '../../server/contract.ts'
import { showDay } from './dates.ts'
import { useModel } from './model.tsx'

interface Titled {
  readonly register: string
  readonly title: string
}

/**
 * The title of a record as it is shown. What a person wrote stays as it is; where a register has no field for it, the
 * title is put together from values, and the days in it are said as the reader writes them.
 */
export function recordTitle(register: RegisterDescription | undefined, title: string): string {
  if (register === undefined || register.fields.some((field) => field.name === 'title')) return title
  return title.replace(/\b\d{4}-\d\d-\d\d\b/g, (day) => showDay(day, 'short'))
}

export function useRecordTitle(): (record: Titled) => string {
  const { byName } = useModel()
  return (record) => recordTitle(byName(record.register), record.title)
}
