import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { evidence } from '../../src/registers/evidence.ts'
import { lead } from '../data/organisation.ts'
import { extract } from '../pack/extract.ts'
import { count, type Line, megabytes } from '../support/line.ts'
import type { Organisation, Place } from '../support/place.ts'
import type { Measure } from './measure.ts'

const run = promisify(execFile)
const memoryTarget = 512 * 1_048_576
const speedTarget = 0.5
const fileBytes = 1_048_576

export const auditPack: Measure = {
  name: 'pack',
  async run(place) {
    const [records, files] = place.full ? [100_000, 1024] : [20_000, 200]
    const org = await place.makeOrganisation('Pack')
    await place.fill(org, records, 3)
    await addFiles(place, org, files)
    const work = join(place.dataFolder, 'bench-pack')
    await mkdir(work)
    try {
      const zip = join(work, 'pack.zip')
      const ours = await child('packOnce.ts', [place.server.appUrl, place.dataFolder, org.id, zip])
      const contents = join(work, 'contents')
      const bytes = await extract(zip, contents)
      const plain = await child('plainOnce.ts', [contents, join(work, 'plain.zip')])
      const rate = (ms: number) => bytes / 1_048_576 / (ms / 1000)
      const ratio = plain.ms / ours.ms
      const what = `audit pack of ${count(records)} records and ${megabytes(files * fileBytes)} of evidence`
      const { size } = await stat(zip)
      return [
        {
          work: `${what}: memory`,
          measured: megabytes(ours.memory),
          raw: '',
          ratio: null,
          toReach: `≤ ${megabytes(memoryTarget)}`,
          holds: ours.memory <= memoryTarget,
        },
        {
          work: `the same: speed, against plain hashing and zipping of its ${megabytes(bytes)} (zip ${megabytes(size)})`,
          measured: `${rate(ours.ms).toFixed(1)} MB/s in ${(ours.ms / 1000).toFixed(1)} s (${(ours.gatheringMs / 1000).toFixed(1)} s gathering)`,
          raw: `${rate(plain.ms).toFixed(1)} MB/s (plain)`,
          ratio,
          toReach: `≥ ${speedTarget * 100} % of plain`,
          holds: ratio >= speedTarget,
        },
      ] satisfies Line[]
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  },
}

async function child(script: string, args: string[]): Promise<{ ms: number; gatheringMs: number; memory: number }> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, '../pack', script), ...args], {
    maxBuffer: 1 << 20,
  })
  return JSON.parse(stdout)
}

/** Half of each file compresses, half does not, as with scans and logs mixed. */
async function addFiles(place: Place, org: Organisation, files: number): Promise<void> {
  const { store } = place
  for (let n = 0; n < files; n += 50) {
    const changes = []
    for (let k = n; k < Math.min(files, n + 50); k++) {
      const bytes = Buffer.concat([randomBytes(fileBytes / 2), Buffer.alloc(fileBytes / 2, `line ${k} of a log\n`)])
      const { hash, size } = await store.blobs.put(
        org.id,
        (async function* () {
          yield bytes
        })(),
        fileBytes * 2,
      )
      await store.noteBlob(org.id, { hash, size, mediaType: 'text/plain', by: lead.id })
      changes.push({
        do: 'create' as const,
        register: evidence.name,
        values: {
          title: `Log ${k}`,
          collectedOn: '2026-01-31',
          files: [{ hash, name: `log-${k}.txt`, size, mediaType: 'text/plain' }],
        },
      })
    }
    await store.commit({ actor: lead, org: org.id, changes })
  }
}
