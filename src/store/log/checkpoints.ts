import { createHash } from 'node:crypto'
import type pg from 'pg'
import { inOrganisation, run, sql } from '../sql.ts'

export interface CheckpointRow {
  readonly number: number
  readonly size: number
  readonly root: Buffer
  readonly origin: string
  readonly keyId: string
  readonly note: string
  readonly at: string
}

const columns = sql`number, size, root, origin, key_id as "keyId", note, at`

export const readCheckpoints = (
  pool: pg.Pool,
  org: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<CheckpointRow[]> =>
  inOrganisation(
    pool,
    org,
    (client) =>
      run<CheckpointRow & pg.QueryResultRow>(
        client,
        sql`select ${columns} from log_checkpoint where org_id = ${org}
          and (${before}::bigint is null or number < ${before}::bigint) order by number desc limit ${limit}`,
      ),
    'read',
  )

/** The checkpoint of a number, or the last one. */
export async function readCheckpoint(
  pool: pg.Pool,
  org: string,
  number: number | 'last',
): Promise<CheckpointRow | null> {
  const [row] =
    number === 'last'
      ? await readCheckpoints(pool, org, { before: null, limit: 1 })
      : await readCheckpoints(pool, org, { before: number + 1, limit: 1 })
  return row && (number === 'last' || row.number === number) ? row : null
}

export interface SignerKeyRow {
  readonly number: number
  readonly keyId: string
  readonly publicKey: Buffer
  readonly handover: string | null
  readonly at: string
}

export const readSignerKeys = (pool: pg.Pool): Promise<SignerKeyRow[]> =>
  run<SignerKeyRow & pg.QueryResultRow>(
    pool,
    sql`select number, key_id as "keyId", public_key as "publicKey", handover, at from signer_key order by number`,
  )

export interface SignerState {
  readonly instance: string
  readonly keyId: string
  /** How many logs it refuses to sign at present. */
  readonly refused: number
  readonly at: string
  /** Seconds since it last looked, by the clock of the database. */
  readonly age: number
}

export async function readSignerState(pool: pg.Pool): Promise<SignerState | null> {
  const [row] = await run<SignerState & pg.QueryResultRow>(
    pool,
    sql`select instance, key_id as "keyId", refused, at, extract(epoch from clock_timestamp() - at)::float8 as age from signer_state`,
  )
  return row ?? null
}

export interface SignerFinding {
  readonly kind: string
  readonly finding: string
  readonly size: number
  readonly at: string
}

/** A signer that has not been heard of for this long counts as stopped. */
export const silentAfter = 120

/** One word for those who watch over the installation. */
export async function signerHealth(pool: pg.Pool): Promise<'ok' | 'none' | 'silent' | 'refuses'> {
  const state = await readSignerState(pool)
  if (state === null) return 'none'
  return state.age >= silentAfter ? 'silent' : state.refused > 0 ? 'refuses' : 'ok'
}

/** Why the signer refuses the log of an organisation at present. */
export async function readSignerFinding(pool: pg.Pool, org: string): Promise<SignerFinding | null> {
  const [row] = await inOrganisation(
    pool,
    org,
    (client) =>
      run<SignerFinding & pg.QueryResultRow>(
        client,
        sql`select kind, finding, size, at from signer_finding where org_id = ${org} and finding is not null`,
      ),
    'read',
  )
  return row ?? null
}

/** A key as verifiers take it (C2SP signed-note): name, hash and key with the algorithm byte of Ed25519 before it. */
export function verifierKey(name: string, publicKey: Uint8Array): string {
  const key = Buffer.concat([Uint8Array.of(1), publicKey])
  const hash = createHash('sha256').update(`${name}\n`).update(key).digest('hex').slice(0, 8)
  return `${name}+${hash}+${key.toString('base64')}`
}
