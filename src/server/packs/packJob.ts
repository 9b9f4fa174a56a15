import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../../package.json' with { type: 'json' }
import { registerJob } from '../jobs/index.ts'
import { makePack } from './packProcess.ts'

export interface PackParams {
  readonly asOf: string
}

/** A pack is never refused for its size; it is as large as the evidence it holds. */
const noLimit = Number.MAX_SAFE_INTEGER

registerJob('audit-pack', async ({ org, actor, params, store, signal, progress }) => {
  // Only the route below this folder starts such a job, with these parameters.
  const { asOf } = params as PackParams
  const folder = await mkdtemp(join(tmpdir(), 'openaims-pack-'))
  try {
    const path = join(folder, 'pack.zip')
    await makePack(store, { org, actor, asOf, programVersion: packageJson.version }, path, {
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
