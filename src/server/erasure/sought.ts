import { randomInt } from 'node:crypto'
import { type Actor, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Sought } from '../../store/erasure/findVersions.ts'
import { pseudonymPattern } from '../../store/erasure/spans.ts'
import { accountsOf, formerTexts } from '../../store/erasure/whoIsSought.ts'
import type { Store } from '../../store/index.ts'
import type { PersonSought } from '../contract/erasure.ts'

/** Letters and digits that nobody takes for one another. */
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export const newPseudonym = (): string =>
  `Former person ${Array.from({ length: 6 }, () => signs[randomInt(signs.length)]).join('')}`

/** Everything a person is known by: the names and addresses of their record now and before, and their accounts. */
export async function soughtOf(
  store: Store,
  org: string,
  actor: Actor,
  { person, terms = [] }: PersonSought,
): Promise<{ sought: Sought; known: string | null }> {
  const register = store.registry.get('person')
  const record = person && register ? await store.record(org, register, actor, person, null) : null
  if (person !== undefined && !record)
    throw problem('access/not-found', say`There is no such person in the register of people.`)
  const former = record ? await formerTexts(store.pool, org, record.id, ['title', 'email']) : []
  const names = [...new Set([...former, ...terms].map((t) => t.trim()))].filter((t) => !pseudonymPattern.test(t))
  const about = record ? [record.id] : []
  if (names.length === 0 && about.length === 0)
    throw problem('request/invalid', {
      fields: [{ field: 'terms', message: say`Name a person, or give a name or an address.` }],
    })
  const accounts = await accountsOf(store.pool, org, about, names)
  const known = record && pseudonymPattern.test(record.title) ? record.title : null
  return { sought: { terms: names, about, accounts }, known }
}
