import { z } from 'zod'
import { Problem } from '../../model/index.ts'
import type { Store } from '../../store/index.ts'
import type { MembershipSignature } from '../../store/membershipLog.ts'
import type { ProvisioningStore, ScimToken, ScimUserRow } from '../../store/provisioning.ts'
import { domainOf } from './domains.ts'
import { plainRoles, rolesFrom } from './roleSync.ts'
import { isObject, type Resource } from './scimFilter.ts'
import { scimProblem } from './scimProblem.ts'

/** What a directory says of somebody, as far as it is kept here. */
interface Said {
  readonly userName: string
  readonly externalId: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  readonly displayName: string
  readonly email: string | null
  readonly active: boolean
}

const shortText = z.string().trim().max(300)
const optionalText = shortText.nullish().transform((v) => v || null)
// Entra sends "True" and "False" as texts.
const truth = z.union([
  z.boolean(),
  z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false']))
    .transform((v) => v === 'true'),
])

const userShape = z.looseObject({
  userName: shortText.min(1),
  externalId: optionalText,
  name: z.looseObject({ formatted: optionalText, givenName: optionalText, familyName: optionalText }).nullish(),
  displayName: optionalText,
  emails: z
    .array(z.looseObject({ value: optionalText, primary: truth.nullish() }))
    .max(20)
    .nullish(),
  active: truth.nullish(),
})

function readUser(body: unknown): Said {
  if (!isObject(body)) throw scimProblem(400, 'Send a user as a JSON object.', 'invalidSyntax')
  const read = userShape.safeParse(inUsualCase(body))
  if (!read.success) {
    const issue = read.error.issues[0]
    throw scimProblem(400, `${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'wrong'}`, 'invalidValue')
  }
  const { userName, externalId, name, displayName, emails, active } = read.data
  const given = (emails?.find((e) => e.primary) ?? emails?.find((e) => e.value))?.value ?? null
  const email = given ?? (userName.includes('@') ? userName : null)
  if (email !== null && (!z.email().safeParse(email).success || email.length > 254))
    throw scimProblem(400, 'emails: This is no e-mail address.', 'invalidValue')
  const [givenName, familyName] = [name?.givenName ?? null, name?.familyName ?? null]
  const whole = [givenName, familyName].filter((part) => part !== null).join(' ')
  return {
    userName,
    externalId,
    givenName,
    familyName,
    displayName: (displayName ?? name?.formatted ?? (whole || userName)).slice(0, 200),
    email: email?.toLowerCase() ?? null,
    active: active ?? true,
  }
}

/** Names of attributes may be written in any case (RFC 7643 2.1). */
function inUsualCase(body: Resource): Resource {
  const usual = ['userName', 'externalId', 'name', 'displayName', 'emails', 'active']
  return Object.fromEntries(
    Object.entries(body).map(([key, v]) => [usual.find((u) => u.toLowerCase() === key.toLowerCase()) ?? key, v]),
  )
}

interface Within {
  readonly store: Store
  readonly kept: ProvisioningStore
  readonly token: ScimToken
  readonly sign: MembershipSignature
}

/** Makes somebody a member; who is one already, or was, is taken up again. */
export async function createUser(within: Within, body: unknown): Promise<ScimUserRow> {
  const { store, kept, token, sign } = within
  const said = readUser(body)
  if (said.email === null)
    throw scimProblem(400, 'emails: People sign in with an e-mail address; send one.', 'invalidValue')
  const known = await store.directory.accountByEmail(said.email)
  const member = known === null ? undefined : (await store.members.list(token.org)).find((m) => m.account === known)
  if (known !== null && member !== undefined && (await kept.user(token.org, known)) !== null)
    throw scimProblem(409, `${said.userName} is a member already.`, 'uniqueness')
  if (member === undefined) await needDomain(within, said.email)
  if ((await kept.users(token.org)).some((u) => u.userName.toLowerCase() === said.userName.toLowerCase()))
    throw scimProblem(409, `Another member is called ${said.userName}.`, 'uniqueness')
  const account = known ?? (await store.directory.createAccount(said.displayName, said.email))
  if (member === undefined) {
    const given = rolesFrom(await kept.groups(token.org), [], await store.access.roles(token.org))
    await store.members.join(token.org, { account, ...(given ?? { roles: plainRoles }), person: null }, sign)
  }
  if (!(await kept.keepUser(token.org, account, said)))
    throw scimProblem(409, `Another member is called ${said.userName}.`, 'uniqueness')
  await setActive(within, account, said.active, member === undefined || member.suspendedAt === null)
  return need(within, account)
}

/** Takes over what the directory says of a member now. The address people sign in with stays. */
export async function keepUser(within: Within, before: ScimUserRow, body: unknown): Promise<ScimUserRow> {
  const { store, kept, token } = within
  const said = readUser(body)
  if (!(await kept.keepUser(token.org, before.account, said)))
    throw scimProblem(409, `Another member is called ${said.userName}.`, 'uniqueness')
  // A name is of the account, which other organisations may see too; only their own directory changes it.
  if (said.displayName !== before.displayName && (await isOurs(within, before)))
    await store.directory.renameAccount(before.account, said.displayName, before.email)
  await setActive(within, before.account, said.active, before.active)
  return need(within, before.account)
}

/** The directory takes somebody away: their access ends, their place and history stay. */
export async function removeUser(within: Within, before: ScimUserRow): Promise<void> {
  await setActive(within, before.account, false, before.active)
  await within.kept.forgetUser(within.token.org, before.account, before.userName)
}

async function setActive({ store, token, sign }: Within, account: string, to: boolean, from: boolean): Promise<void> {
  // Whom single sign-on shut out it could let in again; whom the directory deactivates too, only the directory.
  const isShutOut =
    !to && !from && (await store.members.suspendedBy(token.org, account))?.startsWith('single-sign-on:') === true
  if (to === from && !isShutOut) return
  try {
    if (to) await store.members.resume(token.org, account, sign)
    else await store.members.suspend(token.org, account, sign)
  } catch (error) {
    if (error instanceof Problem && error.code === 'member/last-administrator')
      throw scimProblem(409, 'The last administrator of an organisation cannot be deactivated.', 'mutability')
    throw error
  }
  if (to) return
  await store.signIns.endSessions(account)
  // Whoever comes back makes new ones: a directory that deactivates somebody means that they left.
  await store.keys.revokeAll(token.org, account)
}

async function need({ kept, token }: Within, account: string): Promise<ScimUserRow> {
  const found = await kept.user(token.org, account)
  if (!found) throw scimProblem(404, 'There is no such user.')
  return found
}

async function isOurs(within: Within, { account, email }: ScimUserRow): Promise<boolean> {
  const memberships = await within.store.directory.memberships(account)
  if (memberships.some((m) => m.id !== within.token.org)) return false
  return email === null || hasDomain(within, email)
}

async function hasDomain({ kept, token }: Within, email: string): Promise<boolean> {
  const domain = domainOf(email)
  return token.anyDomain || (domain !== null && (await kept.hasDomain(token.org, domain)))
}

/** A directory brings only people of domains that were shown to be the organisation's. */
async function needDomain(within: Within, email: string): Promise<void> {
  if (!(await hasDomain(within, email)))
    throw scimProblem(
      403,
      `The domain of ${email} is not confirmed for this organisation. Confirm it under Settings, Single sign-on.`,
    )
}
