import {
  type Actor,
  type AnyRecord,
  type FieldProblem,
  problem,
  type Register,
  type StoredFile,
} from '../../model/index.ts'
import { type Said, say } from '../../model/say.ts'
import { run, sql } from '../sql.ts'
import type { Batch } from './batch.ts'
import { mayRead } from './mayRead.ts'
import { linkIds } from './validate.ts'

export function sayFields(problems: readonly FieldProblem[]): Said {
  const first = problems[0]
  const rest = problems.length > 1 ? say` (and ${problems.length - 1} more)` : ''
  return first ? say`${first.field}: ${first.message}${rest}` : ''
}

/** Checks that need the whole record or other records: the register's own check, that links and files lead somewhere. */
export async function checkWhole(
  batch: Batch,
  register: Register,
  record: AnyRecord,
  actor: Actor,
  before: AnyRecord | null,
): Promise<void> {
  const fields: FieldProblem[] = Object.entries(register.check?.(record) ?? {}).map(([field, message]) => ({
    field,
    message: message ?? '',
  }))
  const had = new Set(before ? linkIds(register, before).map((l) => `${l.name} ${l.to}`) : [])
  const links = linkIds(register, record)
  const added = before ? links.filter((l) => !had.has(`${l.name} ${l.to}`)) : links
  if (added.length > 0) await batch.preload(added.map((l) => l.to))
  for (const link of added) {
    const wanted = register.links[link.name]?.to
    const target = await batch.row(link.to)
    const targetRegister = target ? batch.registry.get(target.register) : undefined
    const fits =
      target &&
      targetRegister &&
      (wanted === 'any' || target.register === wanted) &&
      (await mayRead(batch, targetRegister, actor, target))
    if (!fits)
      fields.push({
        field: link.name,
        message: say`There is no ${wanted === 'any' ? say`record` : (batch.registry.get(wanted ?? '')?.label.one.toLowerCase() ?? 'record')} with the id ${link.to}.`,
      })
    else if (target.archived)
      fields.push({ field: link.name, message: say`${target.ref} is archived; choose another.` })
    else if (target.id === record.id) fields.push({ field: link.name, message: say`A record cannot link to itself.` })
  }
  fields.push(...(await checkFiles(batch, register, record, before)))
  if (fields.length > 0) throw problem('record/invalid', { detail: sayFields(fields), fields })
}

/** Files a record newly names: each was uploaded before, and is what the record says of it. */
async function checkFiles(
  batch: Batch,
  register: Register,
  record: AnyRecord,
  before: AnyRecord | null,
): Promise<FieldProblem[]> {
  const named = filesIn(register, record)
  if (named.length === 0) return []
  const had = new Set(filesIn(register, before).map(({ file }) => JSON.stringify(file)))
  const added = named.filter(({ file }) => !had.has(JSON.stringify(file)))
  if (added.length === 0) return []
  const stored = await run<{ hash: string; size: number }>(
    batch.client,
    sql`select hash, size from blob where org_id = ${batch.org} and erased_by is null and hash = any(${added.map(({ file }) => file.hash)}::text[])`,
  )
  const byHash = new Map(stored.map((blob) => [blob.hash, blob]))
  return added.flatMap(({ field, file }) => {
    const blob = byHash.get(file.hash)
    if (!blob) return { field, message: say`"${file.name}" was not uploaded; upload the file first.` }
    return blob.size === file.size
      ? []
      : { field, message: say`"${file.name}" is not as it was uploaded; send what the upload answered.` }
  })
}

const fileFields = new WeakMap<Register, readonly string[]>()

function filesIn(register: Register, record: AnyRecord | null): { field: string; file: StoredFile }[] {
  let names = fileFields.get(register)
  if (!names) {
    names = Object.keys(register.fields).filter((name) => register.fields[name]?.type.kind === 'files')
    fileFields.set(register, names)
  }
  if (record === null || names.length === 0) return []
  return names.flatMap((field) => ((record[field] ?? []) as StoredFile[]).map((file) => ({ field, file })))
}
