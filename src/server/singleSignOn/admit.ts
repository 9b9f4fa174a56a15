import { Problem } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { GivenRoles } from '../../store/membership.ts'
import type { MembershipSignature } from '../../store/membershipLog.ts'
import { domainOf } from './domains.ts'
import type { OpenProvider, Providers } from './providers.ts'
import { refusal } from './refusal.ts'
import { rolesNamed } from './roleNames.ts'

/** Who somebody is, as their provider says. */
export interface Identity {
  /** Never given to another person by the same provider. */
  readonly subject: string
  readonly email: string | null
  readonly isVerified: boolean
  readonly name: string | null
  /** null: the provider says nothing of groups. */
  readonly groups: readonly string[] | null
  /** Whether the provider states, or is trusted, that more than one factor was shown. */
  readonly twoFactors: boolean
  /** What the provider calls its session: `sid`, or SessionIndex. */
  readonly session: string | null
  /** What signing out at the provider needs: the ID token, or name id and session of SAML as JSON. */
  readonly signOutToken: string | null
}

/** Which account an identity stands for, after its place in the organisation was brought up to date. */
export async function admit(
  store: Store,
  providers: Providers,
  provider: OpenProvider,
  identity: Identity,
  requestId: string,
): Promise<{ account: string; keptRoles: boolean }> {
  if (!provider.enabled) throw refusal('disabled')
  const sign = signatureOf(provider, requestId)
  const managesRoles = provider.groupRoles.length > 0
  const linked = await providers.kept.linked(provider.id, identity.subject)
  const email = linked === null ? needAddress(provider, identity) : null
  // A domain that was taken from the provider takes its sign-ins along.
  if (linked !== null) needDomain(provider, (await store.directory.account(linked))?.email ?? null)
  const known = linked ?? (email === null ? null : await store.directory.accountByEmail(email))
  const member = provider.org === null || known === null ? undefined : await memberOf(store, provider.org, known)
  // Whom the provider shut out it lets in again; whom somebody else suspended, it does not.
  const isShutOut =
    provider.org !== null && known !== null && member?.suspendedAt
      ? managesRoles && (await store.members.suspendedBy(provider.org, known)) === sign.actor.id
      : null
  if (isShutOut === false) throw refusal('suspended')
  const given = await rolesOf(store, provider, identity)
  const isNothing = given.roles.length + given.own.length === 0
  if (provider.org !== null && isNothing && managesRoles) {
    // Who never came through the provider has nothing of it. One that tells no groups at all takes nothing either.
    if (linked !== null && member !== undefined && identity.groups !== null)
      await shutOut(store, providers, provider, provider.org, linked, identity, sign)
    throw refusal('roles')
  }
  // Whoever has no place is turned away before an account is made.
  if (provider.org === null ? known === null : member === undefined && !(provider.joins && !isNothing))
    throw refusal('member')

  const account = known ?? (await store.directory.createAccount(identity.name ?? email ?? 'Unnamed', email))
  if (linked === null) {
    if (!(await providers.kept.link(provider.id, identity.subject, account))) throw refusal('identity')
    if (email !== null) await store.signIns.setVerified(account, email)
  }
  if (provider.org === null) return { account, keptRoles: false }
  if (member === undefined) {
    await store.members.join(provider.org, { account, ...given, person: null }, sign)
    return { account, keptRoles: false }
  }
  // A provider that is not asked for groups leaves the roles to the organisation.
  if (!managesRoles) return { account, keptRoles: false }
  try {
    await store.members.provideRoles(provider.org, account, given, sign)
    if (isShutOut) await store.members.resume(provider.org, account, sign)
    return { account, keptRoles: false }
  } catch (error) {
    // The last administrator stays one, whatever the groups say, so that somebody can mend it.
    if (error instanceof Problem && error.code === 'member/last-administrator') return { account, keptRoles: true }
    throw error
  }
}

/** None of their groups has a role any more: ends what came through the provider, and takes the roles it keeps. */
async function shutOut(
  store: Store,
  { kept }: Providers,
  { id }: OpenProvider,
  org: string,
  account: string,
  { subject }: Identity,
  sign: MembershipSignature,
): Promise<void> {
  try {
    await store.members.takeProvided(org, account, 'none of their groups at the provider has a role', sign)
  } catch (error) {
    // The last administrator stays one and stays signed in, whatever the groups say, so that somebody can mend it.
    if (error instanceof Problem && error.code === 'member/last-administrator') return
    throw error
  }
  await kept.endNamed(id, subject, null)
}

/** The address by which an account may be found: verified, and of a domain the provider is confirmed for. */
function needAddress(provider: OpenProvider, { email, isVerified }: Identity): string {
  if (email === null || domainOf(email) === null || !isVerified || email.length > 254) throw refusal('address')
  needDomain(provider, email)
  return email.toLowerCase()
}

function needDomain(provider: OpenProvider, email: string | null): void {
  const domain = email === null ? null : domainOf(email)
  if (domain === null || !provider.confirmedDomains.includes(domain)) throw refusal('domain')
}

/** The roles that provider and groups give. */
async function rolesOf(store: Store, provider: OpenProvider, { groups }: Identity): Promise<GivenRoles> {
  const mapped = provider.groupRoles.filter(({ group }) => groups?.includes(group)).map(({ role }) => role)
  const own = provider.org === null ? [] : await store.access.roles(provider.org)
  return rolesNamed([...provider.defaultRoles, ...mapped], own)
}

async function memberOf(store: Store, org: string, account: string) {
  return (await store.members.list(org)).find((m) => m.account === account)
}

const signatureOf = (provider: OpenProvider, requestId: string): MembershipSignature => ({
  actor: {
    kind: 'system',
    id: `single-sign-on:${provider.id}`,
    name: `Single sign-on: ${provider.name}`,
    via: 'system',
  },
  requestId,
})
