import { type Actor, mayWriteField, type Ownership, problem, type Register, withhold } from '../../model/index.ts'
import { labelWord, say } from '../../model/say.ts'
import { type Row, toRecord } from '../rows.ts'
import { run, sql } from '../sql.ts'
import type { Batch } from './batch.ts'
import { sayFields } from './checkWhole.ts'
import { mayRead } from './mayRead.ts'
import { pick } from './nextVersion.ts'
import { isId, validateInput } from './validate.ts'

/** The row a change is about; what the actor may not see is not found. */
export async function find(batch: Batch, register: Register, id: string, actor: Actor): Promise<Row> {
  const row = isId(id) ? await batch.row(id.toLowerCase()) : null
  if (!row || row.register !== register.name || !(await mayRead(batch, register, actor, row))) {
    throw problem('access/not-found', say`There is no ${labelWord(register.label.one)} with this id.`)
  }
  return row
}

/** Refuses a change that was made from another version than the newest, and says what both sides changed. */
export async function expectVersion(
  batch: Batch,
  actor: Actor,
  register: Register,
  row: Row,
  seen: number,
  yours: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (row.version === seen) return
  await batch.flush()
  const [then] = await run<{ data: Record<string, unknown>; shape: number }>(
    batch.client,
    sql`select data, shape from record_version where org_id = ${batch.org} and id = ${row.id} and version = ${seen}`,
  )
  const shown = (row: Row) => pick(register, withhold(register, actor, toRecord(register, row)))
  const theirs = shown(row)
  const base = then ? shown({ ...row, ...then }) : {}
  const changed = Object.keys(theirs).filter(
    (n) => JSON.stringify(theirs[n] ?? null) !== JSON.stringify(base[n] ?? null),
  )
  throw problem('record/conflict', {
    detail: say`${row.ref} is at version ${row.version} by now; your change was made from version ${seen}.`,
    data: {
      version: row.version,
      seen,
      yours,
      theirs: Object.fromEntries(changed.map((n) => [n, theirs[n] ?? null])),
      before: Object.fromEntries(changed.map((n) => [n, base[n] ?? null])),
    },
  })
}

/** The values sent, checked against the register and what the actor may write. */
export async function validated(
  batch: Batch,
  register: Register,
  input: { values: Readonly<Record<string, unknown>>; custom: Readonly<Record<string, unknown>> },
  isNew: boolean,
  actor: Actor,
  ownership: Ownership,
  /** What the register itself put there, whoever asks. */
  own: ReadonlySet<string> = new Set(),
) {
  const custom = Object.keys(input.custom).length > 0 ? await batch.customFields(register.name) : {}
  const mayWrite = (name: string) => own.has(name) || mayWriteField(register, actor, name, ownership)
  const result = validateInput(register, input, custom, isNew, mayWrite)
  if (result.problems.length > 0)
    throw problem('record/invalid', { detail: sayFields(result.problems), fields: result.problems })
  return result
}
