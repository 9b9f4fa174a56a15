/** Roles a person can hold in an organisation (ISO/IEC 42001 5.3 leaves their names to the organisation). */
export const roles = [
  'administrator',
  'aimsLead',
  'topManagement',
  'riskOwner',
  'systemOwner',
  'contributor',
  'internalAuditor',
  'externalAuditor',
  'concernHandler',
  'viewer',
] as const

export type Role = (typeof roles)[number]

/** A role, or a relation to the record: its `owner`, or its `author` (who created it). */
export type Grant = Role | 'owner' | 'author'

/** Every role; for registers that hold nothing confidential. */
export const everyone: readonly Grant[] = roles

/** The roles that run the management system day to day. */
export const stewards: readonly Grant[] = ['administrator', 'aimsLead']

/** Everybody who records work, auditors and viewers excepted. */
export const workers: readonly Grant[] = [
  'administrator',
  'aimsLead',
  'topManagement',
  'riskOwner',
  'systemOwner',
  'contributor',
]

export type ActorKind = 'person' | 'system'

/** Who acts: a person signed in, or a named part of the system (a job, an import) acting with its own rights. */
export interface Actor {
  readonly kind: ActorKind
  /** Account id, or the name of the system part. */
  readonly id: string
  /** Name as text, frozen into history. */
  readonly name: string
  /** The record in the person register that stands for this account in the organisation, if any. */
  readonly person: string | null
  readonly roles: readonly Role[]
  readonly via: 'web' | 'api' | 'cli' | 'import' | 'system' | 'demo'
  /** From roles the organisation made itself: `risk:edit`, `risk:move:accept`, `system:log`. */
  readonly permissions?: readonly string[]
  /** The only registers they may see, for access limited to an engagement; all when left out. */
  readonly within?: readonly string[]
  /** Those who are away and whose roles are among the actor's, and what the actor has without them. */
  readonly standsFor?: { readonly people: readonly StoodFor[]; readonly own: readonly Role[] }
}

/** Somebody who is away, and the roles another uses for them meanwhile. */
export interface StoodFor {
  readonly account: string
  readonly name: string
  readonly person: string | null
  readonly roles: readonly Role[]
}

/** In whose name stands what is sent without a name; nothing leads from here to an account. */
export const nobody: Actor = {
  kind: 'system',
  id: 'without-a-name',
  name: 'Somebody without a name',
  person: null,
  roles: [],
  via: 'system',
}

export interface Ownership {
  readonly owner: string | null
  readonly createdBy: string
}

/** What may be done beyond records; part of the roles named, and of roles an organisation makes itself. */
export const systemPermissions = {
  'system:upload': roles.filter((role) => role !== 'viewer' && role !== 'externalAuditor'),
  'system:members': ['administrator', 'aimsLead'],
  'system:packs': ['administrator', 'aimsLead'],
  'system:erase': ['administrator', 'aimsLead'],
  'system:log': ['administrator', 'aimsLead', 'internalAuditor', 'externalAuditor'],
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type SystemPermission = keyof typeof systemPermissions

export function hasPermission(actor: Actor, permission: SystemPermission): boolean {
  const given: readonly Role[] = systemPermissions[permission]
  return actor.permissions?.includes(permission) === true || actor.roles.some((role) => given.includes(role))
}

/** Which permission a list of grants gives: the same list object always, as `defineRegister` made it. */
const named = new WeakMap<readonly Grant[], string>()

/** Grants that a permission stands for as well: `risk:edit`, `risk:move:accept`. */
export function nameGrants(permission: string, grants: readonly Grant[]): readonly Grant[] {
  const own = [...grants]
  named.set(own, permission)
  return own
}

/** Whether an actor limited to some registers (an engagement) is outside them. */
function isOutside(grants: readonly Grant[], actor: Actor): boolean {
  if (actor.within === undefined) return false
  const register = named.get(grants)?.split(':')[0]
  return register !== undefined && !actor.within.includes(register)
}

/** True when the actor may by a role, whoever owns or created a record. */
export function isGrantedByRole(grants: readonly Grant[], actor: Actor): boolean {
  if (isOutside(grants, actor)) return false
  const permission = named.get(grants)
  if (permission !== undefined && actor.permissions?.includes(permission)) return true
  return grants.some((grant) => grant !== 'owner' && grant !== 'author' && actor.roles.includes(grant))
}

/** True when the actor may for a record they own or created, should there be one. */
export const isGrantedByRelation = (grants: readonly Grant[], actor: Actor): boolean =>
  !isOutside(grants, actor) && (grants.includes('owner') || grants.includes('author'))

/** True when one of the grants fits the actor, given who owns and who created the record (null: no record yet). */
export function isGranted(grants: readonly Grant[], actor: Actor, record: Ownership | null): boolean {
  if (isGrantedByRole(grants, actor)) return true
  if (record === null || isOutside(grants, actor)) return false
  return (
    (grants.includes('owner') && record.owner !== null && record.owner === actor.person) ||
    (grants.includes('author') && record.createdBy === actor.id)
  )
}
