import type { StoredFile } from '../../model/index.ts'
import { inOrganisation, run, sql } from '../sql.ts'
import type { Looking, Place, UnreadFile } from './places.ts'
import type { Matcher } from './spans.ts'

/** Larger files, and more of them together, are not looked through while somebody waits. */
const largest = 2 * 1024 * 1024
const mostTogether = 256 * 1024 * 1024
/** Files to look into are named as far as somebody would open them one by one. */
const mostNamed = 100

/** Kinds whose bytes are the text itself; what office files and pictures say cannot be searched here. */
const isText = (mediaType: string) => /^text\/|^application\/(json|jsonl|yaml)$|^message\/rfc822$/.test(mediaType)

/** Files that the found records carry, and text files that name the person whatever record the actor sees them at. */
export async function filesHolding(
  { pool, org, blobs, fileFor }: Looking,
  matcher: Matcher,
  carried: ReadonlyMap<string, { readonly file: StoredFile; readonly refs: ReadonlySet<string> }>,
): Promise<{ found: Place[]; read: number; unread: number; unreadFiles: UnreadFile[] }> {
  const stored = await inOrganisation(
    pool,
    org,
    (client) =>
      run<{ hash: string; size: number; mediaType: string }>(
        client,
        // Audit packs are told of by themselves.
        sql`select hash, size, media_type as "mediaType" from blob b where org_id = ${org} and erased_by is null
          and not exists (select from audit_pack p where p.org_id = b.org_id and p.hash = b.hash) order by hash`,
      ),
    'read',
  )
  const found: Place[] = []
  let read = 0
  let unread = 0
  const unreadFiles: UnreadFile[] = []
  let bytes = 0
  for (const { hash, size, mediaType } of stored) {
    const held = carried.get(hash)
    const isSearched = isText(mediaType) && size <= largest && bytes + size <= mostTogether
    if (isSearched) {
      read += 1
      bytes += size
    } else {
      unread += 1
      // Those that found records carry are places already.
      const other = held || unreadFiles.length >= mostNamed ? null : await fileFor(hash)
      if (other) unreadFiles.push({ hash, name: other.name })
    }
    const isNamed =
      (held !== undefined && matcher.partsOf(held.file.name).length > 0) ||
      (isSearched && matcher.partsOf(await textOf(blobs, org, hash)).length > 0)
    const seen = held?.file ?? (isNamed ? await fileFor(hash) : null)
    if (!seen) continue
    const { name } = seen
    const refs = [...(held?.refs ?? [])]
    found.push({
      id: `file:${hash}`,
      kind: 'file',
      record: null,
      name,
      count: 1,
      refs,
      isNamed,
      blocked: null,
      samples: [],
    })
  }
  return { found, read, unread, unreadFiles }
}

async function textOf(blobs: Looking['blobs'], org: string, hash: string): Promise<string> {
  const opened = await blobs.open(org, hash)
  if (!opened) return ''
  const parts: Buffer[] = []
  for await (const part of opened.stream) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
