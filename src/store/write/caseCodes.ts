import { randomBytes } from 'node:crypto'
import { nobody } from '../../model/index.ts'
import type { Row } from '../rows.ts'
import { digestOf } from '../secretDigest.ts'
import { run, sql } from '../sql.ts'
import type { Batch } from './batch.ts'
import type { CaseCode } from './changes.ts'

/** Digits and letters that nobody takes for each other, read aloud or written by hand. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Twenty of 32 letters: 100 bits, which nobody guesses. */
const newCode = (): string =>
  Array.from(randomBytes(20), (byte, at) => `${at > 0 && at % 5 === 0 ? '-' : ''}${letters[byte % 32]}`).join('')

/** What is kept of a code, however it was typed. */
export const caseDigest = (code: string): Buffer =>
  digestOf(
    `case ${code
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1')}`,
  )

/** Makes a code for every record of a request that nobody made. */
export async function makeCaseCodes(batch: Batch, rows: readonly Row[]): Promise<CaseCode[]> {
  const codes = rows
    .filter((row) => row.version === 1 && row.created_by === nobody.id)
    .map(({ id }) => ({ id, code: newCode() }))
  for (const { id, code } of codes)
    await run(
      batch.client,
      sql`insert into case_code (org_id, digest, record_id) values (${batch.org}, ${caseDigest(code)}, ${id})`,
    )
  return codes
}
