import {
  type Actor,
  type AnyRecord,
  isGranted,
  isGrantedByRelation,
  isGrantedByRole,
  mayWriteField,
  nobody,
  problem,
  type Register,
  stateShown,
} from '../../model/index.ts'
import { labelWord, say, term } from '../../model/say.ts'
import { compose, type Row, toRecord } from '../rows.ts'
import { run, sql } from '../sql.ts'
import { archive, refuseSecond } from './archive.ts'
import type { Batch } from './batch.ts'
import type { Change, ChangeOf } from './changes.ts'
import { checkWhole } from './checkWhole.ts'
import { v7 as newId } from './ids.ts'
import { ownershipOf } from './mayRead.ts'
import { move } from './move.ts'
import { dropNulls, nextVersion, ownerIn, pick, sameBody } from './nextVersion.ts'
import { pseudonymised } from './pseudonymise.ts'
import { forWhom } from './standIn.ts'
import { isId } from './validate.ts'
import type { Signature } from './versions.ts'
import { expectVersion, find, validated } from './whatIsThere.ts'

/** Decides one change against what the batch holds, adds the new version, and returns its row; refusals are thrown. */
export async function decide(batch: Batch, change: Change, sign: Signature): Promise<Row> {
  const register = batch.registry.get(change.register)
  if (!register) throw problem('access/not-found', say`There is no register "${change.register}".`)
  switch (change.do) {
    case 'create':
      return create(batch, register, change, sign)
    case 'edit':
      return edit(batch, register, change, sign)
    case 'move':
      return move(batch, register, change, sign)
    case 'archive':
    case 'unarchive':
      return archive(batch, register, change, sign)
    case 'restore':
      return restore(batch, register, change, sign)
    case 'pseudonymise':
      return pseudonymise(batch, register, change, sign)
  }
}

const mayReadSome = (register: Register, actor: Actor) =>
  isGrantedByRole(register.can.read, actor) || isGrantedByRelation(register.can.read, actor)

async function create(batch: Batch, register: Register, change: ChangeOf<'create'>, sign: Signature): Promise<Row> {
  const { actor } = sign
  const allowed = isGranted(register.can.create, actor, null)
  if (!allowed && !mayReadSome(register, actor)) throw problem('access/not-found')
  if (!allowed) throw problem('access/forbidden', say`Your role may not add ${labelWord(register.label.many)}.`)
  const id = change.id ?? newId()
  if (!isId(id))
    throw problem('record/invalid', { fields: [{ field: 'id', message: say`Give a UUID, or leave it out.` }] })
  // An id made here cannot be taken; one that was sent can.
  if (change.id !== undefined && (await batch.row(id)))
    throw problem('record/invalid', { fields: [{ field: 'id', message: say`A record with this id exists.` }] })
  if (register.only === 'one') await refuseSecond(batch, register)
  // Nobody owns what does not exist yet: naming oneself its owner opens no field.
  const ownership = { owner: null, createdBy: actor.id }
  const begun = Object.entries(register.begins?.({ actor, today: batch.today }) ?? {}).filter(
    ([name]) => !Object.hasOwn(change.values, name),
  )
  const sent = { values: { ...change.values, ...Object.fromEntries(begun) }, custom: change.custom ?? {} }
  const own = new Set(begun.map(([name]) => name))
  const input = await validated(batch, register, sent, true, actor, ownership, own)
  const isNameless = register.withoutName?.when(input.values, actor) === true
  // Nor may what the form fills in tell who it was.
  if (isNameless && input.values.owner === actor.person) input.values.owner = null
  const by = isNameless ? nobody : actor
  const refNo = await batch.nextNumber(register.name)
  const at = batch.at
  const blank = {
    id,
    register: register.name,
    ref: `${register.refPrefix}-${refNo}`,
    ref_no: refNo,
    title: '',
    state: register.workflow.initial,
    owner_id: ownerIn(input.values, null),
    version: 1,
    shape: 1,
    archived: false,
    created_at: at,
    created_by: by.id,
    updated_at: at,
  }
  const record = compose(register, blank, { ...input.values, custom: input.custom })
  await checkWhole(batch, register, record, actor, null)
  // The request number stands in the server's own log too, where it could be put beside a session.
  const signed = isNameless ? { actor: by, reason: null, requestId: null } : forWhom(sign, register.can.create, null)
  return batch.add(register, record, refNo, null, 'create', signed)
}

async function edit(batch: Batch, register: Register, change: ChangeOf<'edit'>, sign: Signature): Promise<Row> {
  const row = await find(batch, register, change.id, sign.actor)
  const record = toRecord(register, row)
  mayEdit(register, sign.actor, row, record)
  await expectVersion(batch, sign.actor, register, row, change.version, change.values)
  const sent = { values: change.values, custom: change.custom ?? {} }
  const input = await validated(batch, register, sent, false, sign.actor, ownershipOf(row))
  const next = nextVersion(batch, register, row, {
    ...pick(register, record),
    ...input.values,
    custom: dropNulls(input.custom, record.custom),
  })
  if (sameBody(register, record, next)) return row
  await checkWhole(batch, register, next, sign.actor, record)
  return batch.add(register, next, row.ref_no, row, 'edit', forWhom(sign, register.can.edit, row))
}

function mayEdit(register: Register, actor: Actor, row: Row, record: AnyRecord): void {
  if (!isGranted(register.can.edit, actor, ownershipOf(row))) {
    throw problem('access/forbidden', say`Your role may not change ${labelWord(register.label.many)}.`)
  }
  if (row.archived) throw problem('record/archived')
  if (register.workflow.frozen?.includes(record.state)) {
    throw problem(
      'record/frozen',
      say`${row.ref} is "${term(stateShown(register, record.state).label)}" and can no longer be edited in place.`,
    )
  }
}

async function restore(batch: Batch, register: Register, change: ChangeOf<'restore'>, sign: Signature): Promise<Row> {
  const row = await find(batch, register, change.id, sign.actor)
  const record = toRecord(register, row)
  mayEdit(register, sign.actor, row, record)
  await expectVersion(batch, sign.actor, register, row, change.version, {})
  await batch.flush()
  const [old] = await run<{ data: Record<string, unknown>; shape: number }>(
    batch.client,
    sql`select data, shape from record_version where org_id = ${batch.org} and id = ${row.id} and version = ${change.to} and erased_by is null`,
  )
  if (!old)
    throw problem('record/invalid', {
      fields: [{ field: 'to', message: say`${row.ref} has no version ${change.to}.` }],
    })
  // Decisions are not restored: who approved what and when stays as the moves left it.
  // Nor is what the person may not write.
  const decided = Object.fromEntries(
    Object.entries(register.fields)
      .filter(([n, f]) => f.setByMove || !mayWriteField(register, sign.actor, n, ownershipOf(row)))
      .map(([n]) => [n, row.data[n] ?? null]),
  )
  const then = toRecord(register, { ...row, data: { ...old.data, ...decided }, shape: old.shape })
  const next = nextVersion(
    batch,
    register,
    row,
    { ...pick(register, then), custom: then.custom },
    { owner_id: ownerIn(pick(register, then), row.owner_id) },
  )
  if (sameBody(register, record, next)) return row
  await checkWhole(batch, register, next, sign.actor, record)
  return batch.add(register, next, row.ref_no, row, 'restore', forWhom(sign, register.can.edit, row))
}

async function pseudonymise(
  batch: Batch,
  register: Register,
  change: ChangeOf<'pseudonymise'>,
  sign: Signature,
): Promise<Row> {
  const row = await find(batch, register, change.id, sign.actor)
  const record = toRecord(register, row)
  const values = pseudonymised(register, record, change, sign.actor)
  if (!sign.reason?.trim()) throw problem('erasure/reason-needed')
  await expectVersion(batch, sign.actor, register, row, change.version, {})
  const next = nextVersion(batch, register, row, { ...values })
  return sameBody(register, record, next) ? row : batch.add(register, next, row.ref_no, row, 'pseudonymise', sign)
}
