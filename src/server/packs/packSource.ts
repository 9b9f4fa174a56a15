import type { Actor, AnyRecord, Register, StoredFile } from '../../model/index.ts'
import { applicability } from '../../programme/applicability.ts'
import { redactReadiness } from '../../programme/readiness/index.ts'
import type { CarriedFile } from '../../reports/models/evidenceIndex.ts'
import { soaLines } from '../../reports/models/soaLines.ts'
import type { PackSource } from '../../reports/pack/packSource.ts'
import { appendLeaf, emptyEdge, rootOf, type Store } from '../../store/index.ts'
import type { OrganisationRow } from '../../store/organisations.ts'
import { openFor, type Snapshots, seesRecord, seesRegister } from '../snapshots.ts'

/** Gathers what a pack is made from: what the actor may see of an organisation as of an instant. */
export async function packSource(
  store: Store,
  snapshots: Snapshots,
  org: OrganisationRow,
  actor: Actor,
  asOf: string,
  programVersion: string,
): Promise<PackSource> {
  const sees = seesRegister(store.registry.all, actor)
  const registers = store.registry.all.filter((r) => sees(r.name) && r.name !== 'savedView')
  const { full, open: all, hidden, readiness } = await snapshots.standing(org.id, asOf)
  const open = openFor(all, store.registry.all, actor)
  const snapshot = registers.some((r) => r.confidential) ? full : open
  const names = (id: string) => {
    const record = snapshot.byId(id)
    return record && sees(record.register) ? mention(record) : undefined
  }
  return {
    organisation: org.name,
    asOf,
    programVersion,
    registers,
    async *records(register) {
      yield* byNumber(snapshot.all(register.name))
    },
    names,
    soaLines: soaLines(applicability(open), names),
    readiness: redactReadiness(readiness, seesRecord(store.registry.all, actor, hidden)),
    async *log() {
      for await (const part of store.log(org.id, asOf)) {
        for (const { seq, entry, leaf } of part) yield { seq, entry, leaf: leaf.toString('hex') }
      }
    },
    logHead: await headAt(store, org.id, asOf),
    async *files() {
      yield* carriedFiles(registers, (name) => snapshot.all(name))
    },
    async file(hash) {
      const opened = await store.blobs.open(org.id, hash)
      if (!opened) throw new Error(`The file ${hash} is named by a record but its content is gone.`)
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
