import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { auditPack } from './measure/auditPack.ts'
import { change } from './measure/change.ts'
import { importBatches } from './measure/importBatches.ts'
import type { Measure } from './measure/measure.ts'
import { memory, memoryBefore } from './measure/memory.ts'
import { page } from './measure/page.ts'
import { readiness } from './measure/readiness.ts'
import { readOne } from './measure/readOne.ts'
import { start } from './measure/start.ts'
import { web } from './measure/web.ts'
import { webTable } from './measure/webTable.ts'
import { type Line, tableOf } from './support/line.ts'
import { log, newDataFolder, openPlace, type Place } from './support/place.ts'

const usage = `npm run bench -- [--quick | --full] [--only NAME]... [--publish]

  --quick    50,000 risks among 100,000 records (the default)
  --full     also a million risks, and an audit pack of 100,000 records with 1 GB of evidence
  --only     one measurement, several when repeated
  --publish  put the table into docs/benchmarks.md
`

// In this order: the import fills what the others read, and memory is looked at after all of them.
const measures: readonly Measure[] = [
  web,
  importBatches,
  readOne,
  page,
  webTable,
  change,
  memoryBefore,
  readiness,
  auditPack,
  memory,
  start,
]
const needsRecords = new Set([readOne, page, readiness])

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    full: { type: 'boolean' },
    publish: { type: 'boolean' },
    only: { type: 'string', multiple: true },
    help: { type: 'boolean' },
  },
})

function chosen(): readonly Measure[] {
  if (!values.only) return measures
  const unknown = values.only.find((name) => !measures.some((m) => m.name === name))
  if (unknown !== undefined)
    throw new Error(`There is no "${unknown}"; there is ${measures.map((m) => m.name).join(', ')}.`)
  const wanted = measures.filter((m) => values.only?.includes(m.name))
  return wanted.some((m) => needsRecords.has(m)) && !wanted.includes(importBatches)
    ? [importBatches, ...wanted]
    : wanted
}

if (values.help) process.stdout.write(usage)
else await bench(chosen(), values.full === true)

async function bench(list: readonly Measure[], full: boolean): Promise<void> {
  const began = performance.now()
  const place = await openPlace(await newDataFolder(), full)
  const lines: Line[] = []
  try {
    for (const measure of list) {
      const before = performance.now()
      lines.push(...(await measured(measure, place)))
      log(`${measure.name}: ${((performance.now() - before) / 1000).toFixed(1)} s`)
    }
  } finally {
    await place.close()
  }
  const table = tableOf(lines)
  const seconds = Math.round((performance.now() - began) / 1000)
  const on = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`
  process.stdout.write(`\n${table}\n\n${full ? 'Full' : 'Quick'} run of ${seconds} s on ${on}\n`)
  const folder = join(import.meta.dirname, 'results')
  await mkdir(folder, { recursive: true })
  const result = { at: new Date().toISOString(), mode: full ? 'full' : 'quick', on, seconds, lines }
  await writeFile(join(folder, 'latest.json'), `${JSON.stringify(result, null, 2)}\n`)
  if (values.publish) await publish(`${full ? 'Full' : 'Quick'} run of ${result.at.slice(0, 10)}, ${on}.\n\n${table}`)
}

/** What could not be measured does not hold; the others still count. */
async function measured(measure: Measure, place: Place): Promise<Line[]> {
  try {
    return await measure.run(place)
  } catch (error) {
    const [reason = 'unknown'] = String(error).split('\n')
    log(`${measure.name}: ${error instanceof Error ? error.stack : reason}`)
    return [{ work: measure.name, measured: `failed: ${reason}`, raw: '', ratio: null, toReach: '', holds: false }]
  }
}

/** Replaces what stands between the marks of the page. */
async function publish(text: string): Promise<void> {
  const path = join(import.meta.dirname, '../docs/benchmarks.md')
  const before = await readFile(path, 'utf8')
  const after = before.replace(
    /(<!-- table -->\n)[\s\S]*(<!-- end -->)/,
    (_, open, close) => `${open}\n${text}\n\n${close}`,
  )
  await writeFile(path, after)
}
