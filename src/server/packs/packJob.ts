import { createReadStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packageJson from '../../../package.json' with { type: 'json' }
import { say } from '../../model/say.ts'
import { notePack } from '../../store/auditPacks.ts'
import { registerJob } from '../jobs/index.ts'
import type { Language } from '../language/catalogues.ts'
import { packedRegisters } from './packAccess.ts'
import { makePack } from './packProcess.ts'

export interface PackParams {
  readonly asOf: string
  /** The time as it was asked for; null for the present. */
  readonly asked: string | null
  /** Of its pages and documents; jobs begun by versions that knew one alone name none. */
  readonly language?: Language
}

/** A pack is never refused for its size; it is as large as the evidence it holds. */
const noLimit = Number.MAX_SAFE_INTEGER

registerJob('audit-pack', async ({ id, org, actor, params, store, signal, progress }) => {
  // Only the route below this folder starts such a job, with these parameters.
  const { asOf, language = 'en' } = params as PackParams
  const folder = await mkdtemp(join(tmpdir(), 'openaims-pack-'))
  try {
    const path = join(folder, 'pack.zip')
    const { counts, log } = await makePack(
      store,
      { org, actor, asOf, language, programVersion: packageJson.version },
      path,
      {
        signal,
        onProgress: ({ step, done, total }) => progress(done, total, step),
      },
    )
    progress(1, 1, say`Keeping the pack`)
    const { hash, size } = await store.blobs.put(org.id, createReadStream(path), noLimit)
    // In nobody's name: the route of packs alone gives it out, to those who may read all of it.
    await store.noteBlob(org.id, { hash, size, mediaType: 'application/zip', by: 'audit-pack' })
    await notePack(store.pool, org.id, {
      id,
      asOf,
      makerId: actor.id,
      makerName: actor.name,
      hash,
      size,
      registers: packedRegisters(store.registry.all, actor),
      contents: {
        records: counts.records,
        files: counts.evidence,
        entries: log.size,
        withheld: log.withheld,
        root: log.root,
      },
    })
    return { result: `/api/v1/o/${org.slug}/audit-packs/${id}/file` }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
