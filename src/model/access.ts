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

/** True when one of the grants fits the actor, given who owns and who created the record (null: no record yet). */
export function isGranted(grants: readonly Grant[], actor: Actor, record: Ownership | null): boolean {
  return grants.some((grant) => {
    if (grant === 'owner') return record !== null && record.owner !== null && record.owner === actor.person
    if (grant === 'author') return record !== null && record.createdBy === actor.id
    return actor.roles.includes(grant)
  })
}
