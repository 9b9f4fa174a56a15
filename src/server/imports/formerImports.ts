import { text } from 'node:stream/consumers'
import type { Actor, AnyRecord } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { FormerImport } from '../contract.ts'
import { runBody } from './request.ts'

const shown = 20

/** Imports whose settings can be used again, newest first, or the one named by number, id or title. */
export async function formerImports(
  store: Store,
  org: string,
  actor: Actor,
  named?: string,
): Promise<readonly FormerImport[]> {
  const register = store.registry.get('importRun')
  if (!register) return []
  const records = named === undefined ? await newest() : await byName(named)
  const found: FormerImport[] = []
  for (const record of records) {
    const request = await requestOf(store, org, record)
    if (!request) continue
    const { register: to, preset, mapping, key, mode } = request
    found.push({
      ref: record.ref,
      title: record.title,
      fileName: String(record.fileName),
      register: to ?? null,
      preset: preset ?? null,
      mapping: (mapping as FormerImport['mapping'] | undefined) ?? null,
      key: key ?? null,
      mode,
    })
  }
  return found

  async function newest(): Promise<readonly AnyRecord[]> {
    if (!register) return []
    const query = { filters: [], sort: '-createdAt', limit: shown }
    return (await store.list(org, register, {}, actor, query, null)).records
  }

  async function byName(name: string): Promise<readonly AnyRecord[]> {
    if (!register) return []
    const one = await store.record(org, register, actor, name, null)
    return one ? [one] : (await newest()).filter((r) => r.title === name)
  }
}

async function requestOf(store: Store, org: string, record: AnyRecord) {
  const files = (record.file ?? []) as readonly { readonly hash: string; readonly name: string }[]
  const kept = files.find((f) => f.name === 'import.json')
  const opened = kept ? await store.blobs.open(org, kept.hash) : null
  if (!opened) return null
  const parsed = runBody.safeParse(JSON.parse(await text(opened.stream)))
  return parsed.success ? parsed.data : null
}
