import type { AnyRecord, Field, RecordOf } from '../../model/index.ts'
import { makeSnapshot, type Snapshot } from '../snapshot.ts'

/** What a builder reads off a register; every result of `defineRegister` has it. */
interface Declared {
  readonly name: string
  readonly refPrefix: string
  readonly fields: object
  readonly links: object
  readonly workflow: { readonly initial: string }
}

type Values<D> = Partial<Omit<RecordOf<D>, 'register'>>

let made = 0

/**
 * A record of a register for tests: what is not given is empty (null, no links, the first choice where one is required),
 * computed values are worked out.
 *
 * @example build(aiSystem, { title: 'Loan pre-check', stage: 'operation' })
 */
export function build<D extends Declared>(register: D, values: Values<D> = {}): RecordOf<D> & AnyRecord {
  made += 1
  const fields = Object.fromEntries(
    Object.entries(register.fields).map(([name, field]: [string, Field]) => [name, emptyValue(field)]),
  )
  const links = Object.fromEntries(
    Object.entries(register.links).map(([name, link]: [string, { many: boolean }]) => [name, link.many ? [] : null]),
  )
  const record: Record<string, unknown> = {
    owner: null,
    ...fields,
    ...links,
    id: `${register.name}-${made}`,
    register: register.name,
    ref: `${register.refPrefix}-${made}`,
    title: `${register.name} ${made}`,
    state: register.workflow.initial,
    version: 1,
    createdAt: `2026-01-01T00:00:00.${String(made).padStart(6, '0')}Z`,
    createdBy: 'account-1',
    updatedAt: '2026-01-01T00:00:00.000000Z',
    archived: false,
    custom: {},
    ...values,
  }
  const computed = 'computed' in register ? (register.computed as Record<string, { from(r: unknown): unknown }>) : {}
  for (const [name, { from }] of Object.entries(computed)) if (!(name in values)) record[name] = from(record)
  // Shaped from the register's own declaration, so it is a record of it as far as tests rely on one.
  return record as RecordOf<D> & AnyRecord
}

/** A snapshot of these records; noon of 25 November 2026 unless another instant is given. */
export const snapshotOf = (records: readonly AnyRecord[], now = '2026-11-25T12:00:00.000000Z'): Snapshot =>
  makeSnapshot(records, now)

const required: Readonly<Record<string, unknown>> = {
  boolean: false,
  number: 1,
  integer: 1,
  scale: 1,
  date: '2026-01-01',
}

function emptyValue(field: Field): unknown {
  if (field.isOptional) return null
  if (field.type.kind === 'choice') return field.choices?.[0]?.value
  if (field.type.widget === 'choices' || field.type.kind === 'list') return []
  return required[field.type.kind] ?? 'Text'
}
