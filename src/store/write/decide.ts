import {
  type Actor,
  type AnyRecord,
  type GuardContext,
  isGranted,
  isGrantedByRelation,
  isGrantedByRole,
  mayWriteField,
  moveLabel,
  nobody,
  type Ownership,
  problem,
  type Register,
  stateShown,
  withhold,
} from '../../model/index.ts'
import { labelWord, say, term } from '../../model/say.ts'
import { relatedRecords } from '../read/related.ts'
import { compose, type Row, toRecord } from '../rows.ts'
import { run, sql } from '../sql.ts'
import type { Batch } from './batch.ts'
import type { Change } from './changes.ts'
import { checkWhole, sayFields } from './checkWhole.ts'
import { v7 as newId } from './ids.ts'
import { mayRead, ownershipOf } from './mayRead.ts'
import { pseudonymised } from './pseudonymise.ts'
import { signOff } from './signOff.ts'
import { forWhom, stoodFor } from './standIn.ts'
import { isId, validateInput } from './validate.ts'
import type { Signature } from './versions.ts'
import { whyNot } from './whyNot.ts'

type Of<D extends Change['do']> = Extract<Change, { do: D }>

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

async function create(batch: Batch, register: Register, change: Of<'create'>, sign: Signature): Promise<Row> {
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

/** Of some registers there is one live record (the settings); a second would leave nobody knowing which one counts. */
async function refuseSecond(batch: Batch, register: Register): Promise<void> {
  await batch.flush()
  const [there] = await run<{ ref: string }>(
    batch.client,
    sql`select ref from record where org_id = ${batch.org} and register = ${register.name} and not archived limit 1`,
  )
  if (there) throw problem('record/only-one', say`${there.ref} is there already; change it instead of adding another.`)
}

function ownerIn(values: Readonly<Record<string, unknown>>, before: string | null): string | null {
  return 'owner' in values ? ((values.owner as string | null) ?? null) : before
}

async function edit(batch: Batch, register: Register, change: Of<'edit'>, sign: Signature): Promise<Row> {
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

async function move(batch: Batch, register: Register, change: Of<'move'>, sign: Signature): Promise<Row> {
  const row = await find(batch, register, change.id, sign.actor)
  const definition = register.workflow.moves[change.move]
  if (!definition) {
    throw problem(
      'move/unknown',
      say`${term(register.label.one)} has no move "${change.move}"; there is: ${Object.keys(register.workflow.moves).join(', ')}.`,
    )
  }
  if (!isGranted(definition.by, sign.actor, ownershipOf(row))) {
    throw problem('access/forbidden', say`Your role may not use "${term(moveLabel(change.move, definition))}".`)
  }
  if (row.archived) throw problem('record/archived')
  await expectVersion(batch, sign.actor, register, row, change.version, change.values ?? {})
  const before = toRecord(register, row)
  refuseSmuggling(register, before, definition.needs ?? [], change.values ?? {}, sign.actor)
  const sent = { values: change.values ?? {}, custom: {} }
  const input = await validated(batch, register, sent, false, sign.actor, ownershipOf(row))
  const record = compose(
    register,
    { ...row, owner_id: ownerIn(input.values, row.owner_id) },
    { ...pick(register, before), ...input.values, custom: before.custom },
  )
  const context = await guardContext(batch, register, record, definition.looksAt ?? [], sign.actor)
  // Whom the actor stands for could not do it through them either, where a duty is kept apart.
  const refused = [context, ...stoodFor(sign.actor, definition.by, row).map((actor) => ({ ...context, actor }))]
    .map((seen) => whyNot(register, change.move, record, seen))
    .find((reason) => reason !== null)
  if (refused)
    throw problem(refused.code, { detail: refused.reason, ...(refused.fields ? { fields: refused.fields } : {}) })
  if (definition.asksReason && !sign.reason?.trim()) throw problem('move/reason-needed')
  const sets = definition.sets?.(record, context) ?? {}
  const next = nextVersion(
    batch,
    register,
    row,
    { ...pick(register, record), ...sets, custom: record.custom },
    { state: definition.to, owner_id: record.owner },
  )
  await checkWhole(batch, register, next, sign.actor, before)
  const as = forWhom(sign, definition.by, row)
  const signed =
    definition.signs !== undefined && as.actor.kind === 'person'
      ? { ...as, signOff: await signOff(batch, register, definition.signs, before, as.actor, as.proof ?? null) }
      : as
  return batch.add(register, next, row.ref_no, row, `move.${change.move}`, signed)
}

/** A move is no way around a frozen record or a missing right to edit: then it takes only what it needs. */
function refuseSmuggling(
  register: Register,
  record: AnyRecord,
  needs: readonly string[],
  values: Readonly<Record<string, unknown>>,
  actor: Actor,
): void {
  const mayWrite = isGranted(register.can.edit, actor, record) && !register.workflow.frozen?.includes(record.state)
  const beyond = Object.keys(values).filter((name) => !mayWrite && !needs.includes(name))
  if (beyond.length > 0) {
    throw problem('record/frozen', {
      detail: say`This move takes only: ${needs.join(', ') || 'no values'}.`,
      fields: beyond.map((field) => ({ field, message: say`Cannot be changed with this move.` })),
    })
  }
}

async function guardContext(
  batch: Batch,
  register: Register,
  record: AnyRecord,
  looksAt: readonly string[],
  actor: Actor,
): Promise<GuardContext> {
  const related: Record<string, readonly AnyRecord[]> = {}
  if (looksAt.length > 0) {
    await batch.flush()
    for (const name of looksAt)
      related[name] = await relatedRecords(batch.client, batch.org, batch.registry, register, record, name)
  }
  return { actor, today: batch.today, now: batch.at, related }
}

async function archive(
  batch: Batch,
  register: Register,
  change: Of<'archive' | 'unarchive'>,
  sign: Signature,
): Promise<Row> {
  const row = await find(batch, register, change.id, sign.actor)
  if (!isGranted(register.can.archive, sign.actor, ownershipOf(row))) {
    throw problem('access/forbidden', say`Your role may not archive ${labelWord(register.label.many)}.`)
  }
  await expectVersion(batch, sign.actor, register, row, change.version, {})
  const archived = change.do === 'archive'
  if (row.archived === archived) return row
  if (archived) await refuseIfNeeded(batch, register, row)
  else if (register.only === 'one') await refuseSecond(batch, register)
  const record = toRecord(register, row)
  const next = { ...nextVersion(batch, register, row, { ...pick(register, record), custom: record.custom }), archived }
  return batch.add(register, next, row.ref_no, row, change.do, forWhom(sign, register.can.archive, row))
}

/** A record that others must link to cannot leave while they are there. */
async function refuseIfNeeded(batch: Batch, register: Register, row: Row): Promise<void> {
  const required = batch.registry.all.flatMap((from) =>
    Object.entries(from.links)
      .filter(([, link]) => link.required && (link.to === register.name || link.to === 'any'))
      .map(([name]) => `${from.name}.${name}`),
  )
  if (required.length === 0) return
  const read = () =>
    run<{ ref: string; title: string }>(
      batch.client,
      sql`select distinct r.ref, r.title from link l join record r on r.org_id = l.org_id and r.id = l.from_id
        where l.org_id = ${batch.org} and l.to_id = ${row.id} and l.valid_to is null and not r.archived
          and (l.from_register || '.' || l.name) = any(${required}::text[])
        order by r.ref limit 10`,
    )
  // Archiving many records at once would be slow if each first sent the one before.
  let users = await read()
  if (users.length > 0 || batch.linksUnsent(row.id)) {
    await batch.flush()
    users = await read()
  }
  if (users.length > 0) {
    throw problem('record/in-use', {
      detail: say`${row.ref} is needed by ${users.map((u) => u.ref).join(', ')}.`,
      data: { records: users },
    })
  }
}

async function restore(batch: Batch, register: Register, change: Of<'restore'>, sign: Signature): Promise<Row> {
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
  change: Of<'pseudonymise'>,
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

/** The row a change is about; what the actor may not see is not found. */
async function find(batch: Batch, register: Register, id: string, actor: Actor): Promise<Row> {
  const row = isId(id) ? await batch.row(id.toLowerCase()) : null
  if (!row || row.register !== register.name || !(await mayRead(batch, register, actor, row))) {
    throw problem('access/not-found', say`There is no ${labelWord(register.label.one)} with this id.`)
  }
  return row
}

async function expectVersion(
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

async function validated(
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

/** Fields and links of a record, without computed values. */
export function pick(register: Register, record: AnyRecord): Record<string, unknown> {
  const names = [...Object.keys(register.fields), ...Object.keys(register.links)]
  return Object.fromEntries(names.map((n) => [n, record[n]]))
}

function dropNulls(
  next: Readonly<Record<string, unknown>>,
  before: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...before, ...next }
  for (const key of Object.keys(merged)) if (merged[key] === null) delete merged[key]
  return merged
}

function nextVersion(
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

function sameBody(register: Register, before: AnyRecord, after: AnyRecord): boolean {
  return (
    JSON.stringify([pick(register, before), before.custom]) === JSON.stringify([pick(register, after), after.custom])
  )
}
