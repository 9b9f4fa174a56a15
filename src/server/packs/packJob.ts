import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../../package.json' with { type: 'json' }
import { buildAuditPack } from '../../reports/pack/buildAuditPack.ts'
import { registerJob } from '../jobs/index.ts'
import { makeSnapshots } from '../snapshots.ts'
import { packSource } from './packSource.ts'

export interface PackParams {
  readonly asOf: string
}

/** A pack is never refused for its size; it is as large as the evidence it holds. */
const noLimit = Number.MAX_SAFE_INTEGER

registerJob('audit-pack', async ({ org, actor, params, store, signal, progress }) => {
  // Only the route below this folder starts such a job, with these parameters.
  const { asOf } = params as PackParams
  const source = await packSource(store, makeSnapshots(store), org, actor, asOf, packageJson.version)
  const folder = await mkdtemp(join(tmpdir(), 'openaims-pack-'))
  try {
    const path = join(folder, 'pack.zip')
    await buildAuditPack(source, createWriteStream(path), {
      signal,
      onProgress: ({ step, done, total }) => progress(done, total, step),
    })
    progress(1, 1, 'Keeping the pack')
    const { hash, size } = await store.blobs.put(org.id, createReadStream(path), noLimit)
    await store.noteBlob(org.id, { hash, size, mediaType: 'application/zip', by: actor.id })
    const name = `audit-pack-${org.slug}-${asOf.slice(0, 10)}.zip`
    return { result: `/api/v1/o/${org.slug}/files/${hash}?name=${encodeURIComponent(name)}` }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
