import type pg from 'pg'
import { inOrganisation, run, sql } from '../sql.ts'
import { nodeHash } from './merkle.ts'
import type { ReadNode } from './proofs.ts'
import { tileWidth } from './tiles.ts'

/** How many hashes are read at once while the nodes are worked out. */
const atOnce = tileWidth * 64

/** Hashes of one level of tiles: leaves at level 0, above them roots of 256 hashes of the level below. */
export async function tileHashes(
  pool: pg.Pool,
  org: string,
  level: number,
  from: number,
  count: number,
): Promise<Buffer[]> {
  const rows = await inOrganisation(
    pool,
    org,
    (client) =>
      run<{ hash: Buffer }>(
        client,
        level === 0
          ? sql`select leaf as hash from log_entry where org_id = ${org} and seq >= ${from} and seq < ${from + count} order by seq`
          : sql`select hash from log_node where org_id = ${org} and level = ${level} and index >= ${from} and index < ${from + count} order by index`,
      ),
    'read',
  )
  return rows.map(({ hash }) => hash)
}

/** Works out the nodes above the first `size` entries that are not there yet. */
export async function ensureNodes(pool: pg.Pool, org: string, size: number): Promise<void> {
  for (let level = 1, wanted = Math.floor(size / tileWidth); wanted > 0; level++) {
    const [row] = await inOrganisation(
      pool,
      org,
      (client) =>
        run<{ next: number }>(
          client,
          sql`select coalesce(max(index) + 1, 0) as next from log_node where org_id = ${org} and level = ${level}`,
        ),
      'read',
    )
    for (let at = row?.next ?? 0; at < wanted; at += atOnce / tileWidth) {
      const count = Math.min(atOnce / tileWidth, wanted - at)
      const below = await tileHashes(pool, org, level - 1, at * tileWidth, count * tileWidth)
      if (below.length !== count * tileWidth) throw new Error(`the log of ${org} lacks hashes of level ${level - 1}`)
      const hashes = Array.from({ length: count }, (_, n) =>
        rootOfFull(below.slice(n * tileWidth, (n + 1) * tileWidth)),
      )
      await inOrganisation(pool, org, (client) =>
        run(
          client,
          sql`insert into log_node (org_id, level, index, hash)
            select ${org}, ${level}, ${at} + n - 1, hash from unnest(${hashes}::bytea[]) with ordinality as x(hash, n)
            on conflict do nothing`,
        ),
      )
    }
    wanted = Math.floor(wanted / tileWidth)
  }
}

/** Reads roots of full subtrees by way of the tiles. */
export const nodeReader =
  (pool: pg.Pool, org: string): ReadNode =>
  async (height, index) => {
    const level = Math.floor(height / 8)
    const count = 2 ** (height % 8)
    const hashes = await tileHashes(pool, org, level, index * count, count)
    if (hashes.length !== count) throw new Error(`the log of ${org} lacks hashes of level ${level}`)
    return rootOfFull(hashes)
  }

/** Root of a power of two of hashes. */
function rootOfFull(hashes: readonly Buffer[]): Buffer {
  let level = [...hashes]
  while (level.length > 1)
    level = Array.from({ length: level.length / 2 }, (_, at) =>
      // Both are there: the number of hashes is a power of two.
      nodeHash(level[2 * at] as Buffer, level[2 * at + 1] as Buffer),
    )
  if (level[0] === undefined) throw new RangeError('no hashes have no root')
  return level[0]
}
