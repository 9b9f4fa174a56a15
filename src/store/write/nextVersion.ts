import type { AnyRecord, Register } from '../../model/index.ts'
import { compose, type Row } from '../rows.ts'
import type { Batch } from './batch.ts'

export function ownerIn(values: Readonly<Record<string, unknown>>, before: string | null): string | null {
  return 'owner' in values ? ((values.owner as string | null) ?? null) : before
}

/** Fields and links of a record, without computed values. */
export function pick(register: Register, record: AnyRecord): Record<string, unknown> {
  const names = [...Object.keys(register.fields), ...Object.keys(register.links)]
  return Object.fromEntries(names.map((n) => [n, record[n]]))
}

export function dropNulls(
  next: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...before, ...next }
  for (const key of Object.keys(merged)) if (merged[key] === null) delete merged[key]
  return merged
}

/** The record one version on, with these values. */
export function nextVersion(
  batch: Batch,
  register: Register,
  row: Row,
  data: Record<string, unknown>,
  also: Partial<Pick<Row, 'state' | 'owner_id'>> = {},
): AnyRecord {
  const owner_id = also.owner_id !== undefined ? also.owner_id : ownerIn(data, row.owner_id)
  const custom = dropNulls((data.custom as Record<string, unknown>) ?? {}, {})
  return compose(
    register,
    { ...row, ...also, owner_id, version: row.version + 1, updated_at: batch.at },
    { ...data, custom },
  )
}

/** Whether both hold the same, so that there is nothing to record. */
export function sameBody(register: Register, before: AnyRecord, after: AnyRecord): boolean {
  return (
    JSON.stringify([pick(register, before), before.custom]) === JSON.stringify([pick(register, after), after.custom])
  )
}
