import { join } from 'node:path'
import { type Actor, type AnyRecord, problem, type Register, type StoredFile } from '../../model/index.ts'
import { applicability } from '../../programme/applicability.ts'
import { seenReadiness } from '../../programme/readiness/index.ts'
import type { RecordName } from '../../reports/material.ts'
import type { CarriedFile } from '../../reports/models/evidenceIndex.ts'
import { soaLines } from '../../reports/models/soaLines.ts'
import type { PackSource } from '../../reports/pack/packSource.ts'
import { appendLeaf, emptyEdge, rootOf, type Store } from '../../store/index.ts'
import type { OrganisationRow } from '../../store/organisations.ts'
import { openFor, type Snapshots, type Standing, seesRecord, seesRegister } from '../snapshots.ts'
import { type LogSight, recordOf } from './logSight.ts'
import { shownReadiness } from './shownReadiness.ts'
import { spool } from './spool.ts'
import { trustSource } from './trustSource.ts'

/** Whose pack it is, of what, as of when. */
export interface PackOrder {
  readonly org: OrganisationRow
  readonly actor: Actor
  readonly asOf: string
  readonly programVersion: string
}

/** Gathers what a pack or a report is made from: what the actor may see of an organisation as of an instant. */
export async function packSource(store: Store, snapshots: Snapshots, order: PackOrder): Promise<PackSource> {
  const { snapshot, standing, ...seen } = look(store, order, await snapshots.standing(order.org.id, order.asOf))
  return withStore(store, order, {
    ...seen,
    async *findings() {
      yield* standing.findings.each()
    },
    async *records(register) {
      yield* byNumber(snapshot.all(register.name))
    },
    async *files() {
      yield* carriedFiles(seen.registers, (name) => snapshot.all(name))
    },
  })
}

/** The same with the records laid down in a folder, so that little stays in memory once this is done. */
export async function spooledPackSource(
  store: Store,
  snapshots: Snapshots,
  order: PackOrder,
  folder: string,
): Promise<PackSource> {
  return withStore(store, order, await layDown(store, snapshots, order, folder))
}

type Seen = Pick<PackSource, 'registers' | 'names' | 'soaLines' | 'readiness' | 'findings' | 'records' | 'files'> & {
  readonly sees: LogSight
}

// A function of its own: what `withStore` makes must not keep hold of the snapshot.
async function layDown(store: Store, snapshots: Snapshots, order: PackOrder, folder: string): Promise<Seen> {
  const stood = await snapshots.readOnce(order.org.id, order.asOf)
  const { snapshot, standing, names, ...seen } = look(store, order, stood)
  const findings = await spool(join(folder, 'findings'), standing.findings.each())
  const readers = new Map<string, () => AsyncGenerator<AnyRecord>>()
  for (const { name } of seen.registers)
    readers.set(name, await spool(join(folder, `${name}.records`), byNumber(snapshot.all(name))))
  const files = carriedFiles(seen.registers, (name) => snapshot.all(name))
  const outside = snapshot
    .registers()
    .filter((name) => !readers.has(name))
    .flatMap((name) => snapshot.all(name))
  return { ...seen, findings, ...readBack(readers, files, new Map(outside.map(({ id }) => [id, names(id)]))) }
}

function readBack(
  readers: ReadonlyMap<string, () => AsyncGenerator<AnyRecord>>,
  files: readonly CarriedFile[],
  outside: ReadonlyMap<string, RecordName | undefined>,
): Pick<PackSource, 'records' | 'files' | 'names'> {
  return {
    async *records({ name }) {
      const read = readers.get(name)
      if (read !== undefined) yield* read()
    },
    async *files() {
      yield* files
    },
    names: (id) => outside.get(id),
  }
}

/** What the actor sees of the organisation, and what follows from it. */
function look(store: Store, { actor }: PackOrder, { full, open: all, hidden, readiness }: Standing) {
  const sees = seesRegister(store.registry.all, actor)
  const registers = store.registry.all.filter((r) => sees(r.name) && r.name !== 'savedView')
  const open = openFor(all, store.registry.all, actor)
  const snapshot = registers.some((r) => r.confidential) ? full : open
  const names = (id: string) => {
    const record = snapshot.byId(id)
    return record && sees(record.register) ? mention(record) : undefined
  }
  const maySee = seesRecord(store.registry.all, actor, hidden)
  const standing = seenReadiness(readiness, maySee)
  return {
    registers,
    snapshot,
    standing,
    sees: maySee,
    names,
    soaLines: soaLines(applicability(open), names),
    readiness: shownReadiness(standing),
  }
}

async function withStore(store: Store, order: PackOrder, { sees, ...seen }: Seen): Promise<PackSource> {
  const { org, asOf, programVersion } = order
  const logHead = await headAt(store, org.id, asOf)
  const { registers } = seen
  const erased = await store.erasedFiles(org.id)
  return {
    ...seen,
    // A record goes on naming a file whose content was erased; the log says so.
    async *files() {
      for await (const file of seen.files()) if (!erased.has(file.hash)) yield file
    },
    organisation: org.name,
    asOf,
    programVersion,
    async *log() {
      for await (const part of store.log(org.id, asOf)) {
        for (const { seq, entry, leaf } of part) {
          const about = recordOf(entry)
          yield { seq, entry: about === null || sees(about) ? entry : null, leaf: leaf.toString('hex') }
        }
      }
    },
    logHead,
    trust: await trustSource(store, {
      org: org.id,
      size: logHead.size,
      asOf,
      registers,
      sees,
      personal: false,
    }),
    async file(hash) {
      const opened = await store.blobs.open(org.id, hash)
      if (!opened)
        throw problem(
          'pack/failed',
          `The file ${hash} is named by a record but its content is gone. Restore it from a backup.`,
        )
      return { ...opened, mediaType: 'application/octet-stream' }
    },
  }
}

const mention = ({ id, register, ref, title, state, archived }: AnyRecord) => ({
  id,
  register,
  ref,
  title,
  state,
  archived,
})

/** By number, so that the order does not hang on when a record was last changed. */
function byNumber(records: readonly AnyRecord[]): AnyRecord[] {
  const numberOf = (ref: string) => Number(ref.slice(ref.lastIndexOf('-') + 1))
  return records.toSorted((a, b) => numberOf(a.ref) - numberOf(b.ref))
}

/** Size and root of the log as it stood; worked out from its leaves, as an outsider would. */
async function headAt(store: Store, org: string, asOf: string): Promise<{ size: number; root: string }> {
  let edge = emptyEdge
  for await (const part of store.log(org, asOf)) for (const { leaf } of part) edge = appendLeaf(edge, leaf)
  return { size: edge.size, root: rootOf(edge).toString('hex') }
}

function carriedFiles(registers: readonly Register[], all: (register: string) => readonly AnyRecord[]): CarriedFile[] {
  const found = new Map<string, { file: StoredFile; records: AnyRecord[] }>()
  for (const register of registers) {
    const names = Object.entries(register.fields)
      .filter(([, field]) => field.type.kind === 'files')
      .map(([name]) => name)
    if (names.length === 0) continue
    for (const record of byNumber(all(register.name))) {
      for (const file of names.flatMap((name) => (record[name] as StoredFile[] | null) ?? [])) {
        const held = found.get(file.hash)
        if (held === undefined) found.set(file.hash, { file, records: [record] })
        else held.records.push(record)
      }
    }
  }
  return [...found.values()]
    .toSorted((a, b) => (a.file.hash < b.file.hash ? -1 : 1))
    .map(({ file, records }) => ({ ...file, records: records.map(mention) }) as CarriedFile)
}
