import { contentsOf, type Entries, type Entry, textOfFile } from './archive.ts'
import { hexOf, isHex } from './bytes.ts'
import type { Say } from './findings.ts'
import { makeHasher } from './hashes.ts'

/** What the pack says about itself. */
export interface Manifest {
  readonly organisation: string
  readonly asOf: string
  readonly counts: { readonly records: number; readonly registers?: Readonly<Record<string, number>> }
  /** `withheld`: entries told by their leaf alone; packs of version 1 hold none. */
  readonly log: { readonly size: number; readonly root: string; readonly withheld?: number }
  readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[]
}

export async function readManifest(source: Blob, entries: Entries): Promise<Manifest> {
  const text = await textOfFile(source, entries.get('manifest.json'), 512 * 1024 * 1024)
  if (text === null) throw new Error('This is not an audit pack: it holds no manifest.json.')
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    throw new Error('manifest.json is not valid JSON.')
  }
  if (!isManifest(found))
    throw new Error('manifest.json is not a manifest of version 1 or 2 of the format openaims-pack.')
  return found
}

function isManifest(value: unknown): value is Manifest {
  const it = value as Partial<Manifest & { format: unknown; formatVersion: unknown }> | null
  return (
    typeof it === 'object' &&
    it !== null &&
    it.format === 'openaims-pack' &&
    (it.formatVersion === 1 || (it.formatVersion === 2 && Number.isSafeInteger(it.log?.withheld))) &&
    typeof it.organisation === 'string' &&
    typeof it.asOf === 'string' &&
    Number.isSafeInteger(it.counts?.records) &&
    Number.isSafeInteger(it.log?.size) &&
    isHex(it.log?.root) &&
    Array.isArray(it.files) &&
    it.files.every((file) => typeof file?.path === 'string' && Number.isSafeInteger(file.size) && isHex(file.sha256))
  )
}

/** What makes log and texts checkable: where one of them is, all of them belong there. */
const trustFiles = ['log/registers.json', 'log/bodies.jsonl']
const signedFiles = ['log/keys.json', 'log/checkpoints.jsonl']

/** Every file named must be there unchanged, and no file may be there unnamed. */
export async function checkFiles(source: Blob, entries: Entries, manifest: Manifest, say: Say): Promise<void> {
  const named = new Set<string>(['manifest.json'])
  for (const together of [trustFiles, signedFiles])
    if ([...together, ...signedFiles].some((path) => entries.has(path)))
      for (const path of together)
        if (!entries.has(path)) say('files', path, `${path} is missing: without it little can be checked.`)
  for (const { path, size, sha256: wanted } of manifest.files) {
    if (named.has(path)) say('files', path, `The manifest names ${path} twice.`)
    named.add(path)
    const entry = entries.get(path)
    if (entry === undefined) {
      say('files', path, `${path} is missing.`)
      continue
    }
    const found = await hashOfFile(source, entry, say)
    if (found === null) continue
    if (found !== wanted || entry.size !== size)
      say('files', path, `${path} was changed: its hash is not the one in the manifest.`)
    const inName = /^evidence\/([0-9a-f]{64})\./.exec(path)?.[1]
    if (path.startsWith('evidence/') && inName !== found)
      say('files', path, `${path} does not hold what its name says.`)
  }
  for (const path of entries.keys())
    if (!named.has(path)) say('files', path, `${path} is in the pack but not in its manifest.`)
}

async function hashOfFile(source: Blob, entry: Entry, say: Say): Promise<string | null> {
  const digest = makeHasher()
  try {
    for await (const part of contentsOf(source, entry)) digest.update(part)
    return hexOf(digest.digest())
  } catch (error) {
    say('files', entry.path, `${entry.path} cannot be read: ${error instanceof Error ? error.message : error}`)
    return null
  }
}
