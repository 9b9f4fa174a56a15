import type { Actor, AnyRecord, Register } from '../../model/index.ts'
import { inSentence } from '../../model/inSentence.ts'
import { run, sql } from '../sql.ts'
import type { Batch } from './batch.ts'
import type { Proof, SignOff } from './versions.ts'

/** What somebody says by a move that signs; shown as it stands here, whatever the language of the page. */
export const wordingOf = (
  register: Register,
  signs: string,
  { ref, title, version }: Pick<AnyRecord, 'ref' | 'title' | 'version'>,
): string => `${signs} ${inSentence(register.label.one)} ${ref} "${title}", version ${version}.`

/** The signature of a person under the version they saw. */
export async function signOff(
  batch: Batch,
  register: Register,
  signs: string,
  before: AnyRecord,
  actor: Actor,
  proof: Proof | null,
): Promise<SignOff> {
  await batch.flush()
  const [signed] = await run<{ digest: string }>(
    batch.client,
    sql`select encode(digest, 'hex') as digest from record_version
      where org_id = ${batch.org} and id = ${before.id} and version = ${before.version}`,
  )
  if (!signed) throw new Error(`${before.ref} has no version ${before.version} to sign`)
  return {
    version: before.version,
    digest: signed.digest,
    wording: wordingOf(register, signs, before),
    name: actor.name,
    roles: [...actor.roles],
    method: proof?.method ?? 'not asked',
    provedAt: proof?.at ?? null,
  }
}
