import {
  type Actor,
  type AnyRecord,
  type GuardContext,
  isGranted,
  moveLabel,
  problem,
  type Register,
} from '../../model/index.ts'
import { say, term } from '../../model/say.ts'
import { relatedRecords } from '../read/related.ts'
import { compose, type Row, toRecord } from '../rows.ts'
import type { Batch } from './batch.ts'
import type { ChangeOf } from './changes.ts'
import { checkWhole } from './checkWhole.ts'
import { ownershipOf } from './mayRead.ts'
import { nextVersion, ownerIn, pick } from './nextVersion.ts'
import { signOff } from './signOff.ts'
import { forWhom, stoodFor } from './standIn.ts'
import type { Signature } from './versions.ts'
import { expectVersion, find, validated } from './whatIsThere.ts'
import { whyNot } from './whyNot.ts'

/** Takes a record to another state, where its workflow, the actor's grants and the record allow it. */
export async function move(batch: Batch, register: Register, change: ChangeOf<'move'>, sign: Signature): Promise<Row> {
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
