import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyPack } from '../../src/reports/verify/verifyPack.ts'
import { smallFederal } from '../fixtures/exchange/smallFederal.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const guide = join(root, 'docs/guides/from-inventory-to-audit-pack')
const published = resolve(root, '../shared/samples/us-federal-ai-inventory-2024/inventory.csv')

/** Every shell block of a guide, in order. */
async function commandsOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8')
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map((m) => m[1] ?? '')
}

let folder: string
let data: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openaims-guide-'))
  data = await mkdtemp(join(tmpdir(), 'openaims-guide-data-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
  await rm(data, { recursive: true, force: true })
})

// The published inventory where it is at hand, otherwise a small one with the same header.
const rows = ['Triage of claims', 'Reading of scans'].map((name) => ({
  'aiSystem.title': name,
  'aiSystem.agency': 'Department of Veterans Affairs',
  'aiSystem.agencyCode': 'VA',
  'aiSystem.unit': 'Veterans Health Administration',
  'aiSystem.purpose': 'Sorts what comes in. Benefits: people wait less.',
  'aiSystem.stage': 'Operation and Maintenance',
  'aiSystem.peopleEffect': 'Rights-Impacting',
  'aiSystem.deployedOn': 'late 2023',
  'risk.statement': 'Some may wait too long.',
}))

async function inventoryFile(): Promise<string> {
  if (existsSync(published)) return published
  const path = join(folder, 'inventory.csv')
  await writeFile(path, smallFederal(rows))
  return path
}

describe(`from an inventory to an audit pack, on ${existsSync(published) ? 'the published inventory' : 'a small inventory (the published one is absent)'}`, () => {
  const outputs: string[] = []

  test('every command of the guide runs', { timeout: 900_000 }, async () => {
    const node = join(root, 'node_modules/.bin/node')
    const inventory = await inventoryFile()
    for (const block of await commandsOf(`${guide}.md`)) {
      // What the guide abbreviates: the command, the file, the agency.
      const prelude = `set -euo pipefail\nopenaims() { "${node}" "${root}/src/cli/bin.ts" "$@"; }\n`
      const { stdout } = await run('bash', ['-c', `${prelude}${block}`], {
        cwd: folder,
        env: {
          ...process.env,
          OPENAIMS_DATA: data,
          INVENTORY: inventory,
          AGENCY: 'Department of Veterans Affairs',
          GUIDE: guide,
        },
        maxBuffer: 64 * 1024 * 1024,
      })
      outputs.push(stdout)
    }
    expect(outputs.length).toBeGreaterThan(8)
  })

  test('the pack verifies and holds what the guide promised', async () => {
    const verdict = await verifyPack(join(folder, 'audit-pack.zip'))
    expect(verdict.problems).toEqual([])
    const systems = (await readFile(join(folder, 'ai-systems.csv'), 'utf8')).split('\r\n')
    expect(systems[0]).toContain('Purpose')
    const readiness = JSON.parse(await readFile(join(folder, 'readiness.json'), 'utf8'))
    expect(readiness.controls).toHaveLength(38)
    // Proposals are drafts: nothing was approved by following the guide.
    expect(readiness.findings.some((f: { rule: string }) => f.rule === 'RR-032')).toBe(true)
    if (existsSync(published)) {
      const log = outputs.join('\n')
      expect(log).toMatch(/229/)
    }
  })
})
