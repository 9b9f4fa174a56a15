import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { registers } from '../../src/registers/index.ts'
import { buildAuditPack } from '../../src/reports/pack/buildAuditPack.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { packSource } from '../../src/server/packs/packSource.ts'
import { makeSnapshots } from '../../src/server/snapshots.ts'
import { folderBlobs, openStore } from '../../src/store/index.ts'
import { lead } from '../data/organisation.ts'

// A process of its own: builds one audit pack and says how long it took and how much memory the process ever held.
const [appUrl, dataFolder, id, out] = process.argv.slice(2) as [string, string, string, string]
const blobs = folderBlobs(join(dataFolder, 'files'))
const store = openStore({ appUrl, registers, customFields: customFieldSource, blobs, poolSize: 4 })
const began = performance.now()
const org = { id, slug: 'pack', name: 'Pack', kind: 'own' } as const
const source = await packSource(store, makeSnapshots(store), org, lead, await store.now(), 'bench')
const gathered = performance.now()
await buildAuditPack(source, createWriteStream(out), {})
const ms = performance.now() - began
await store.close()
process.stdout.write(
  JSON.stringify({ ms, gatheringMs: gathered - began, memory: process.resourceUsage().maxRSS * 1024 }),
)
