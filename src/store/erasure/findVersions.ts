import type pg from 'pg'
import type { AnyRecord, Register } from '../../model/index.ts'
import type { Registry } from '../registry.ts'
import { type Row, rowColumns, toRecord } from '../rows.ts'
import { inOrganisation, join, raw, run, type Sql, sql } from '../sql.ts'
import { makeMatcher, type Span, spansIn, spansOfWhole, type Values } from './spans.ts'

/** Whom to look for. */
export interface Sought {
  /** Names and addresses the person is written as. */
  readonly terms: readonly string[]
  /** Records that are about the person alone: their entry in the register of people. */
  readonly about: readonly string[]
  /** Their accounts. */
  readonly accounts: readonly string[]
}

/** A version in which the person stands, and where. */
export interface FoundVersion {
  readonly register: Register
  readonly record: AnyRecord
  /** Of the body as it was logged, in hexadecimal. */
  readonly digest: string
  /** What the record says now. */
  readonly stands: boolean
  /** The record is about the person alone, so all of it goes. */
  readonly isAbout: boolean
  readonly spans: readonly Span[]
}

const atOnce = 500

/** Every version that is not erased and names the person, record by record, its versions in order. */
export async function* findVersions(
  pool: pg.Pool,
  org: string,
  registry: Registry,
  { terms, about }: Pick<Sought, 'terms' | 'about'>,
  only: readonly string[] | null = null,
): AsyncGenerator<FoundVersion> {
  const matcher = makeMatcher(terms)
  const mine = new Set(about)
  let after = { id: '00000000-0000-0000-0000-000000000000', version: 0 }
  for (;;) {
    const rows = await inOrganisation(
      pool,
      org,
      (client) =>
        run<Row & { digest: string; stands: boolean } & pg.QueryResultRow>(
          client,
          sql`select ${raw(rowColumns)}, encode(digest, 'hex') as digest, valid_to is null as stands from record_version
            where org_id = ${org} and (id, version) > (${after.id}::uuid, ${after.version}::int) and erased_by is null
              and (${only}::uuid[] is null or id = any(${only}::uuid[]))
              and (id = any(${[...about]}::uuid[]) or ${textHolds(sql`title || ' ' || data::text`, terms)})
            order by id, version limit ${atOnce}`,
        ),
      'read',
    )
    for (const { digest, stands, ...row } of rows) {
      const register = registry.get(row.register)
      if (!register) continue
      // The row of a query has more than a row; everything of a row is there.
      const record = toRecord(register, row as unknown as Row)
      const isAbout = mine.has(row.id)
      const values = record as unknown as Values
      const spans = isAbout ? wholeAndParts(register, values, matcher) : spansIn(register, values, matcher)
      if (spans.length > 0) yield { register, record, digest, stands, isAbout, spans }
    }
    const last = rows.at(-1)
    if (!last || rows.length < atOnce) return
    after = { id: last.id, version: last.version }
  }
}

function wholeAndParts(register: Register, values: Values, matcher: ReturnType<typeof makeMatcher>): Span[] {
  const whole = spansOfWhole(register, values)
  const gone = new Set(whole.map(({ path }) => String(path[0])))
  return [...whole, ...spansIn(register, values, matcher).filter(({ path }) => !gone.has(String(path[0])))]
}

/**
 * A condition that lets through every text the matcher could find a term in, and some more: the longest word of each, in
 * the forms people write it, as it stands in JSON.
 */
export function textHolds(text: Sql, terms: readonly string[]): Sql {
  const patterns = [...new Set(terms.flatMap(formsOf))]
  return patterns.length === 0
    ? sql`false`
    : sql`(${join(
        patterns.map((p) => sql`${text} ilike ${p}`),
        ' or ',
      )})`
}

function formsOf(term: string): string[] {
  const [longest = ''] = term.split(/\s+/).sort((a, b) => b.length - a.length)
  // Databases that compare by code fold nothing but ASCII.
  const cases = [longest, longest.toLowerCase(), longest.toUpperCase(), capital(longest)]
  return cases
    .flatMap((word) => [word.normalize('NFC'), word.normalize('NFD')])
    .map(
      (word) =>
        `%${JSON.stringify(word)
          .slice(1, -1)
          .replace(/[\\%_]/g, '\\$&')}%`,
    )
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase()
