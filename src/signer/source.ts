import pg from 'pg'

export interface LogHead {
  readonly org: string
  readonly size: number
  readonly peaks: readonly Buffer[]
  /** Number of an entry that the head does not count. */
  readonly beyond?: number | null
}

export interface LogEntry {
  readonly seq: number
  readonly entry: string
  readonly leaf: Buffer
}

export interface PublicKey {
  readonly id: string
  readonly publicKey: Buffer
  readonly handover: string | null
}

/** The log as the signer's database role sees it, and the four functions through which it may speak. */
export interface LogSource {
  heads(): Promise<LogHead[]>
  /** The head and, in pieces, the entries from one on, all of one moment. */
  read<T>(
    org: string,
    from: number,
    work: (head: LogHead, entries: AsyncIterable<readonly LogEntry[]>) => Promise<T>,
  ): Promise<T>
  lastNote(org: string): Promise<string | null>
  publish(
    org: string,
    checkpoint: { size: number; root: Buffer; origin: string; keyId: string; note: string },
  ): Promise<number>
  /**
   * Makes public keys known. With `onlyOwn` not if the newest key known is none of them: the number of that one is the
   * answer then, and nothing happened. Of two signers that ask at once the second sees what the first made known.
   */
  publishKeys(keys: readonly PublicKey[], onlyOwn: boolean): Promise<string | null>
  report(instance: string, keyId: string, refused: number): Promise<void>
  reportFinding(org: string, size: number, kind: string | null, finding: string | null): Promise<void>
  close(): Promise<void>
}

const atOnce = 2000
/** Lets one signer at a time look which keys there are and add its own; any constant will do. */
const keysLock = 420_012_027

export function openSource(databaseUrl: string): LogSource {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    // Also with a sign-in that could do more, only what the role may do can happen.
    options: '-c role=openaims_signer -c search_path=openaims -c timezone=UTC -c statement_timeout=120000',
  })
  // An idle connection may die with the database; the next query reports it where it matters.
  pool.on('error', () => {})

  async function* entriesOf(client: pg.PoolClient, org: string, from: number, size: number) {
    for (let at = from; at < size; at += atOnce) {
      const { rows } = await client.query<{ seq: string; entry: string; leaf: Buffer }>(
        'select seq, entry, leaf from log_entry where org_id = $1 and seq >= $2 and seq < $3 order by seq',
        [org, at, Math.min(at + atOnce, size)],
      )
      yield rows.map(({ seq, entry, leaf }) => ({ seq: Number(seq), entry, leaf }))
    }
  }

  async function inOneTransaction<T>(begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query(begin)
      const result = await work(client)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((e: Error) => {
        broken = e
      })
      throw error
    } finally {
      client.release(broken)
    }
  }

  return {
    async heads() {
      const { rows } = await pool.query<{ org_id: string; size: string; peaks: Buffer[] }>(
        'select org_id, size, peaks from log_head',
      )
      return rows.map(({ org_id, size, peaks }) => ({ org: org_id, size: Number(size), peaks }))
    },

    read: (org, from, work) =>
      inOneTransaction('begin isolation level repeatable read read only', async (client) => {
        const { rows } = await client.query<{ size: string; peaks: Buffer[]; beyond: string | null }>(
          `select h.size, h.peaks, (select max(e.seq) from log_entry e where e.org_id = h.org_id and e.seq >= h.size) as beyond
            from log_head h where h.org_id = $1`,
          [org],
        )
        const size = Number(rows[0]?.size ?? 0)
        const beyond = rows[0]?.beyond == null ? null : Number(rows[0].beyond)
        const head = { org, size, peaks: rows[0]?.peaks ?? [], beyond }
        return work(head, entriesOf(client, org, from, size))
      }),

    async lastNote(org) {
      const { rows } = await pool.query<{ note: string }>(
        'select note from log_checkpoint where org_id = $1 order by number desc limit 1',
        [org],
      )
      return rows[0]?.note ?? null
    },

    async publish(org, { size, root, origin, keyId, note }) {
      const { rows } = await pool.query<{ number: string }>(
        'select publish_checkpoint($1, $2, $3, $4, $5, $6) as number',
        [org, size, root, origin, keyId, note],
      )
      return Number(rows[0]?.number)
    },

    publishKeys: (keys, onlyOwn) =>
      inOneTransaction('begin', async (client) => {
        await client.query('select pg_advisory_xact_lock($1)', [keysLock])
        const { rows } = await client.query<{ key_id: string }>(
          'select key_id from signer_key order by number desc limit 1',
        )
        const newest = rows[0]?.key_id
        const other = onlyOwn && newest !== undefined && !keys.some(({ id }) => id === newest) ? newest : null
        if (other === null)
          for (const { id, publicKey, handover } of keys)
            await client.query('select publish_signer_key($1, $2, $3)', [id, publicKey, handover])
        return other
      }),

    async report(instance, keyId, refused) {
      await pool.query('select report_signer($1, $2, $3)', [instance, keyId, refused])
    },

    async reportFinding(org, size, kind, finding) {
      await pool.query('select report_signer_finding($1, $2, $3, $4)', [org, kind, finding, size])
    },

    close: () => pool.end(),
  }
}
