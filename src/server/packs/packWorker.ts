import { createWriteStream } from 'node:fs'
import { Problem } from '../../model/index.ts'
import { keepSentence } from '../../model/keptSentence.ts'
import { say } from '../../model/say.ts'
import { registers } from '../../registers/index.ts'
import { buildAuditPack } from '../../reports/pack/buildAuditPack.ts'
import { configuredBlobs } from '../../store/blobs/configuredBlobs.ts'
import { folderBlobs, openStore } from '../../store/index.ts'
import { customFieldSource } from '../customFields.ts'
import { voiceOf } from '../language/voiceOf.ts'
import { makeSnapshots } from '../snapshots.ts'
import type { PackTask, PackWord } from './packProcess.ts'
import { spooledPackSource } from './packSource.ts'

// A process of its own, started by packProcess.ts: takes one task, makes the pack, says how it went, and ends.

const send = (word: PackWord): Promise<void> =>
  new Promise((resolve) => {
    if (process.send === undefined) return resolve()
    process.send(word, () => resolve())
  })

// Nobody waits for the pack any more.
process.once('disconnect', () => process.exit(1))

process.once('message', (task) => {
  // packProcess.ts sends one thing, of this shape.
  void work(task as PackTask).finally(() => process.exit())
})

async function work({ appUrl, pooler, filesFolder, order, folder, out }: PackTask): Promise<void> {
  const blobs = filesFolder === null ? configuredBlobs(folder) : folderBlobs(filesFolder)
  const store = openStore({
    appUrl,
    registers,
    customFields: customFieldSource,
    blobs,
    poolSize: 2,
    ...(pooler ? { pooler } : {}),
  })
  try {
    await send({ kind: 'progress', step: keepSentence(say`Gathering records`), done: 0, total: null })
    const source = await spooledPackSource(store, makeSnapshots(store), order, folder)
    const { files: _files, ...summary } = await buildAuditPack(source, createWriteStream(out), {
      voice: voiceOf(order.language ?? 'en'),
      onProgress: ({ step, ...progress }) => void send({ kind: 'progress', step: keepSentence(step), ...progress }),
    })
    await send({ kind: 'done', summary: { ...summary, peakMemory: process.resourceUsage().maxRSS * 1024 } })
  } catch (error) {
    await send({
      kind: 'failed',
      code: error instanceof Problem ? error.code : null,
      system: systemCodeOf(error),
      message: error instanceof Error ? error.message : String(error),
      stack: error instanceof Error ? (error.stack ?? '') : '',
    })
  } finally {
    await store.close()
  }
}

function systemCodeOf(error: unknown): string | null {
  const code = (error as { code?: unknown } | null)?.code
  return !(error instanceof Problem) && typeof code === 'string' ? code : null
}
