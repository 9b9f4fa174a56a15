import { join } from 'node:path'
import { registers } from '../../src/registers/index.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { makePack } from '../../src/server/packs/packProcess.ts'
import { folderBlobs, openStore } from '../../src/store/index.ts'
import { lead } from '../data/organisation.ts'

// A process of its own: has one audit pack made, as the server and the command line do, and says how long it took and
// how much memory the process that made it ever held. Starting that process counts.
const [appUrl, dataFolder, id, out] = process.argv.slice(2) as [string, string, string, string]
const blobs = folderBlobs(join(dataFolder, 'files'))
const store = openStore({ appUrl, registers, customFields: customFieldSource, blobs, poolSize: 4 })
const org = { id, slug: 'pack', name: 'Pack', kind: 'own' } as const
const asOf = await store.now()
const began = performance.now()
let gathered = began
let step = ''
const { peakMemory } = await makePack(store, { org, actor: lead, asOf, programVersion: 'bench' }, out, {
  onProgress(at) {
    const now = String(at.step)
    if (step.startsWith('Gathering') && now !== step) gathered = performance.now()
    if (process.env.BENCH_STEPS && now !== step)
      process.stderr.write(`${((performance.now() - began) / 1000).toFixed(1)} s ${now}\n`)
    step = now
  },
})
const ms = performance.now() - began
await store.close()
process.stdout.write(JSON.stringify({ ms, gatheringMs: gathered - began, memory: peakMemory }))
