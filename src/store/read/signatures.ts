import type pg from 'pg'
import type { AnyRecord, Register } from '../../model/index.ts'
import { type Row, rowColumns, toRecord } from '../rows.ts'
import { inOrganisation, raw, run, sql } from '../sql.ts'
import type { SignOff } from '../write/versions.ts'
import type { AsOf } from './time.ts'

export interface SignatureRead extends SignOff {
  readonly move: string
  readonly at: string
  readonly seq: number
  /** Whether the record still says what was signed; state and what moves set aside. */
  readonly stillAsSigned: boolean
}

/** Signatures under a record, newest first. The caller has checked that the record may be read. */
export async function readSignatures(
  pool: pg.Pool,
  org: string,
  register: Register,
  id: string,
  asOf: AsOf,
): Promise<SignatureRead[]> {
  const signing = Object.entries(register.workflow.moves).filter(([, { signs }]) => signs !== undefined)
  if (signing.length === 0) return []
  const columns = raw(rowColumns.replace(/(\w+)/g, 'r.$1'))
  const until = sql`(${asOf}::timestamptz is null or r.valid_from <= ${asOf}::timestamptz)`
  return inOrganisation(
    pool,
    org,
    async (client) => {
      const signed = await run<Row & Found & pg.QueryResultRow>(
        client,
        sql`select ${columns}, e.action, e.at, e.seq, e.entry::jsonb->'object'->'signature' as signature
          from record_version r join log_entry e on e.org_id = r.org_id and e.seq = r.seq
          where r.org_id = ${org} and r.id = ${id} and ${until} and e.action = any(${signing.map(([name]) => `move.${name}`)}::text[])
          order by r.version desc limit 50`,
      )
      if (signed.length === 0) return []
      const [now] = await run<Row & pg.QueryResultRow>(
        client,
        sql`select ${columns} from record_version r where r.org_id = ${org} and r.id = ${id} and ${until} order by r.version desc limit 1`,
      )
      return signed.flatMap(({ action, at, seq, signature, ...row }) =>
        signature === null || !now
          ? []
          : [{ ...signature, move: action.slice(5), at, seq, stillAsSigned: isSame(register, row, now) }],
      )
    },
    'read',
  )
}

interface Found {
  readonly action: string
  readonly at: string
  readonly seq: number
  readonly signature: SignOff | null
}

/** Compared with what the signing left, since a move may bring values of its own, which are signed with it. */
function isSame(register: Register, signed: Row, now: Row): boolean {
  const said = (row: Row) => {
    const record: AnyRecord = toRecord(register, row)
    const typed = Object.keys(register.fields).filter((name) => !register.fields[name]?.setByMove)
    return JSON.stringify([...typed, ...Object.keys(register.links)].map((name) => record[name]).concat(record.custom))
  }
  return said(signed) === said(now)
}
