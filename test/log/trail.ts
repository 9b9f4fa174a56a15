import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import pg from 'pg'
import type { Actor } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import { buildAuditPack } from '../../src/reports/pack/buildAuditPack.ts'
import { type Held, verifyPack } from '../../src/reports/verify/verifyPack.ts'
import { packSource } from '../../src/server/packs/packSource.ts'
import { makeSnapshots } from '../../src/server/snapshots.ts'
import { openSigner, type Signer } from '../../src/signer/signer.ts'
import { readCheckpoint, readSignerKeys, verifierKey } from '../../src/store/log/checkpoints.ts'
import { checkRows } from '../../src/store/log/checkRows.ts'
import { erasableVersions, eraseVersions } from '../../src/store/log/erase.ts'
import type { OrganisationRow } from '../../src/store/organisations.ts'
import type { TestApp } from '../support/app.ts'
import type { Random } from '../support/random.ts'

/** A signer over the database of a test, with a folder of its own. */
export async function testSigner(app: TestApp, instance = 'test.example') {
  const folder = await mkdtemp(join(tmpdir(), 'openaims-signer-'))
  const said: string[] = []
  const open = (): Promise<Signer> =>
    openSigner({
      // The signer takes on its role whoever it signs in as.
      databaseUrl: app.database.superuserUrl,
      folder,
      everySeconds: 1,
      wholeEveryHours: 1,
      environment: { OPENAIMS_INSTANCE: instance },
      log: (line) => said.push(line),
    })
  let signer = await open()
  return {
    folder,
    said,
    get signer() {
      return signer
    },
    async restart() {
      await signer.close()
      signer = await open()
    },
    async close() {
      await signer.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const lead = (app: TestApp): Actor => app.people.aimsLead.actor

const example = registers.find((r) => r.name === 'supplier')?.examples[0]

/**
 * Adds something confidential: a concern that is reworded, erased in part and archived, a comment on it that is
 * archived and evidence that is not, and a comment on a supplier.
 */
async function honestSecrets(app: TestApp, org: OrganisationRow, supplier: string): Promise<void> {
  const actor = app.people.concernHandler.actor
  const commit = async (change: Parameters<TestApp['store']['commit']>[0]['changes'][number]) => {
    const { records } = await app.store.commit({ actor, org: org.id, changes: [change], reason: 'Told in confidence' })
    return records[0]?.id ?? ''
  }
  const values = registers.find((r) => r.name === 'concern')?.examples[0] ?? {}
  const concern = await commit({ do: 'create', register: 'concern', values })
  await commit({ do: 'edit', register: 'concern', id: concern, version: 1, values: { title: 'Reworded' } })
  const versions = await erasableVersions(app.store.pool, org.id, concern)
  await eraseVersions(app.store.pool, org.id, versions, { actor, reason: 'It named somebody in confidence' })
  for (const [about, body] of [
    [concern, 'On the concern'],
    [supplier, 'On the supplier'],
  ]) {
    const comment = await commit({ do: 'create', register: 'comment', values: { about, body } })
    // Out of the lists, its entries stay.
    await commit({ do: 'archive', register: 'comment', id: comment, version: 1 })
  }
  const evidence = { title: 'Still on the concern', about: [concern], collectedOn: '2026-01-31' }
  await commit({ do: 'create', register: 'evidence', values: evidence })
  await commit({ do: 'archive', register: 'concern', id: concern, version: 2 })
}

/** An organisation with a random honest history: records, edits, archiving, links, erasures, and something confidential. */
export async function honestHistory(app: TestApp, random: Random, steps: number): Promise<OrganisationRow> {
  const org = await app.store.directory.createOrganisation(`History ${random.below(1e9)}`, 'own')
  const actor = lead(app)
  const made: { id: string; version: number; archived: boolean }[] = []
  const commit = async (change: Parameters<TestApp['store']['commit']>[0]['changes'][number]) => {
    const { records } = await app.store.commit({ actor, org: org.id, changes: [change], reason: 'A reason' })
    const record = records[0]
    if (!record) throw new Error('a change gives a record')
    return record
  }
  for (let step = 0; step < steps; step++) {
    const one = made.length > 0 ? random.pick(made) : null
    const roll = random.next()
    if (!one || roll < 0.4) {
      const values = { ...example, title: `Supplier ${step} ä€😀` }
      const { id } = await commit({ do: 'create', register: 'supplier', values } as never)
      made.push({ id, version: 1, archived: false })
    } else if (roll < 0.8 && !one.archived) {
      const values = { title: `Renamed ${step}` }
      await commit({ do: 'edit', register: 'supplier', id: one.id, version: one.version, values } as never)
      one.version += 1
    } else if (roll < 0.9) {
      const verb = one.archived ? 'unarchive' : 'archive'
      await commit({ do: verb, register: 'supplier', id: one.id, version: one.version } as never)
      one.version += 1
      one.archived = !one.archived
    } else {
      const versions = await erasableVersions(app.store.pool, org.id, one.id)
      await eraseVersions(app.store.pool, org.id, versions, { actor, reason: 'Asked for by the person concerned' })
    }
  }
  const open = made.find(({ archived }) => !archived)
  if (open) await honestSecrets(app, org, open.id)
  return org
}

export interface Trail {
  readonly checkpoint: string
  readonly key: string
}

/** What an auditor keeps: the last checkpoint and the verifier key. */
export async function keepTrail(app: TestApp, org: OrganisationRow): Promise<Trail> {
  const last = await readCheckpoint(app.store.pool, org.id, 'last')
  const key = (await readSignerKeys(app.store.pool)).at(-1)
  if (!last || !key) throw new Error('nothing was signed yet')
  return { checkpoint: last.note, key: verifierKey(last.origin, key.publicKey) }
}

/** The audit pack of an organisation as it stands, for the AIMS lead unless another is named. */
export async function packOf(app: TestApp, org: OrganisationRow, actor = lead(app)): Promise<Buffer> {
  const asOf = await app.store.now()
  await app.store.asOf(org.id, asOf)
  const order = { org, actor, asOf, programVersion: '0.0.0-test' }
  const out = new PassThrough()
  const source = await packSource(app.store, makeSnapshots(app.store), order)
  const [, bytes] = await Promise.all([buildAuditPack(source, out), buffer(out)])
  return bytes
}

/** What each of the three who look finds: the signer, the pack's verifier, and the check of rows. */
export async function findingsOf(app: TestApp, org: OrganisationRow, signer: Signer, held: Held) {
  await signer.look(true)
  const refused = signer.refused().filter((r) => r.org === org.id)
  const rows = await checkRows(app.store.pool, org.id, app.store.registry)
  const found = new Set<string>()
  for (const { kind } of refused) found.add(`signer:${kind}`)
  for (const { kind } of rows.findings) found.add(`rows:${kind}`)
  let told = ''
  try {
    const verdict = await verifyPack(await packOf(app, org), held)
    for (const { kind, text } of verdict.problems) {
      found.add(`pack:${kind}`)
      told += `${kind}: ${text}\n`
    }
  } catch (error) {
    found.add('pack:not-made')
    told += error instanceof Error ? error.message : String(error)
  }
  return { found: [...found].sort(), rows: rows.findings, refused, told }
}

/** Runs SQL as somebody who may do all, with every trigger off. */
export async function aroundTheLog(app: TestApp, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({
    connectionString: app.database.superuserUrl,
    options: '-c session_replication_role=replica -c search_path=openaims',
  })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
