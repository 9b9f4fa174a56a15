import type { Actor, Register } from '../../model/index.ts'
import { readSentence } from '../../model/keptSentence.ts'
import type { AskedPack } from '../../store/auditPacks.ts'
import type { OrganisationRow } from '../../store/organisations.ts'
import type { AuditPackEntry } from '../contract/packs.ts'
import { mayReadPack } from './packAccess.ts'

/** A pack as its list shows it to an actor who may know of it. */
export function presentPack(
  registers: readonly Register[],
  org: Pick<OrganisationRow, 'slug'>,
  actor: Actor,
  pack: AskedPack,
): AuditPackEntry {
  const { id, state, asOf, language, askedAt, by, problem, hash, size, contents, kept } = pack
  const href =
    hash !== null && mayReadPack(registers, actor, pack) ? `/api/v1/o/${org.slug}/audit-packs/${id}/file` : null
  const said = problem === null ? null : readSentence(problem)
  return { job: id, state, asOf, language, askedAt, by, problem: said, digest: hash, size, contents, kept, href }
}
