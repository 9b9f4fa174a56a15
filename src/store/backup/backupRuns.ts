import type pg from 'pg'
import { run, sql } from '../sql.ts'

/** One backup as the installation remembers it. */
export interface BackupRun {
  readonly id: string
  readonly at: string
  readonly endedAt: string | null
  /** null while it is under way. */
  readonly ok: boolean | null
  readonly problem: string | null
  readonly file: string
  readonly machine: string
  readonly bytes: number | null
  readonly sha256: string | null
  readonly encrypted: boolean
}

/** What has not ended a day after it began was killed: no backup takes that long. */
const isGone = sql`(ok is null and began_at < now() - interval '1 day')`

const columns = sql`id, began_at as at, ended_at as "endedAt", case when ${isGone} then false else ok end as ok,
  case when ${isGone} then 'It was interrupted and never ended.' else problem end as problem,
  file, machine, bytes, sha256, encrypted`

export interface NewRun extends Pick<BackupRun, 'id' | 'file' | 'machine' | 'encrypted'> {
  readonly askedBy: 'schedule' | 'command'
}

export async function beginRun(pool: pg.Pool, it: NewRun): Promise<void> {
  await run(
    pool,
    sql`insert into backup_run (id, began_at, file, machine, encrypted, asked_by)
      values (${it.id}, now(), ${it.file}, ${it.machine}, ${it.encrypted}, ${it.askedBy})`,
  )
}

export async function endRun(
  pool: pg.Pool,
  id: string,
  end: { readonly ok: boolean; readonly problem: string | null; readonly bytes?: number; readonly sha256?: string },
): Promise<void> {
  await run(
    pool,
    sql`update backup_run set ended_at = now(), ok = ${end.ok}, problem = ${end.problem}, bytes = ${end.bytes ?? null}, sha256 = ${end.sha256 ?? null}
      where id = ${id}`,
  )
  // A year of daily backups is enough to look back on.
  await run(
    pool,
    sql`delete from backup_run where began_at < (select began_at from backup_run order by began_at desc offset 400 limit 1)`,
  )
}

export async function latestRuns(pool: pg.Pool, count: number): Promise<BackupRun[]> {
  return run<BackupRun & pg.QueryResultRow>(
    pool,
    sql`select ${columns} from backup_run order by began_at desc limit ${count}`,
  )
}

export async function lastGoodRun(pool: pg.Pool): Promise<BackupRun | null> {
  const [row] = await run<BackupRun & pg.QueryResultRow>(
    pool,
    sql`select ${columns} from backup_run where ok order by began_at desc limit 1`,
  )
  return row ?? null
}
