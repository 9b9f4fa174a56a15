import { problem } from '../model/index.ts'
import { isPutAside } from '../server/putAside.ts'
import type { Store } from '../store/index.ts'
import type { Member, OrganisationRow } from '../store/organisations.ts'

/** The organisation a command names, or the only one there is; examples that were put back are there by name alone. */
export function chooseOrganisation<O extends { readonly slug: string; readonly kind: string }>(
  all: readonly O[],
  slug: string | undefined,
): O {
  const current = all.filter((o) => !isPutAside(o))
  const names = current.map((o) => o.slug).join(', ')
  if (slug !== undefined) {
    const found = all.find((o) => o.slug === slug)
    if (found) return found
    throw problem('access/not-found', `There is no organisation "${slug}"; there is ${names || 'none yet'}.`)
  }
  if (current.length === 1 && current[0]) return current[0]
  throw problem(
    'request/invalid',
    current.length === 0
      ? 'There is no organisation yet; make one with "openaims organisation create NAME".'
      : `Name the organisation with -o: ${names}.`,
  )
}

/**
 * Whoever may read the data folder may act as anybody in it: as the account named, otherwise as the first who looks
 * after the organisation. History tells who it was, and that it came from the command line.
 */
export async function actingMember(store: Store, org: OrganisationRow, email: string | undefined): Promise<Member> {
  const members = await store.directory.members(org.id)
  if (email !== undefined) {
    const named = members.find((m) => m.email?.toLowerCase() === email.toLowerCase())
    if (named) return named
    throw problem('access/not-found', `Nobody with the address ${email} belongs to ${org.name}.`)
  }
  const first = await store.directory.firstAccount()
  const looksAfter = members.filter((m) => m.roles.includes('administrator'))
  const found = looksAfter.find((m) => m.account === first) ?? looksAfter[0] ?? members[0]
  if (found) return found
  throw problem('access/not-found', `Nobody belongs to ${org.name} yet, so there is nobody to act as.`)
}
