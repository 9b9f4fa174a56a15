import { isGranted, problem, type Register } from '../../model/index.ts'
import { labelWord, say } from '../../model/say.ts'
import { type Row, toRecord } from '../rows.ts'
import { run, sql } from '../sql.ts'
import type { Batch } from './batch.ts'
import type { ChangeOf } from './changes.ts'
import { ownershipOf } from './mayRead.ts'
import { nextVersion, pick } from './nextVersion.ts'
import { forWhom } from './standIn.ts'
import type { Signature } from './versions.ts'
import { expectVersion, find } from './whatIsThere.ts'

/** Archives a record or brings it back. */
export async function archive(
  batch: Batch,
  register: Register,
  change: ChangeOf<'archive' | 'unarchive'>,
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

/** Of some registers there is one live record (the settings); a second would leave nobody knowing which one counts. */
export async function refuseSecond(batch: Batch, register: Register): Promise<void> {
  await batch.flush()
  const [there] = await run<{ ref: string }>(
    batch.client,
    sql`select ref from record where org_id = ${batch.org} and register = ${register.name} and not archived limit 1`,
  )
  if (there) throw problem('record/only-one', say`${there.ref} is there already; change it instead of adding another.`)
}
