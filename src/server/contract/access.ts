import type { Role } from '../../model/index.ts'

export interface CustomRoleShown {
  readonly id: string
  readonly name: string
  readonly explain: string
  /** `risk:edit`, `risk:move:accept`, `system:log` */
  readonly permissions: readonly string[]
}

export interface DelegationShown {
  readonly id: string
  readonly from: string
  readonly fromName: string
  readonly to: string
  readonly toName: string
  readonly roles: readonly Role[]
  readonly startsOn: string
  readonly endsOn: string
  readonly isActive: boolean
}

/** What a member may do, and the limits of it. */
export interface MemberAccessAsked {
  roles: Role[]
  customRoles: string[]
  from: string | null
  until: string | null
  registers: string[] | null
  engagement: string | null
}

export interface MemberAccessShown {
  readonly account: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly customRoles: readonly string[]
  readonly from: string | null
  readonly until: string | null
  readonly registers: readonly string[] | null
  readonly engagement: string | null
  /** They keep their place and have no access. */
  readonly suspendedAt: string | null
}

/** GET …/access: who may do what beyond the roles everybody knows; members see delegations, administrators all. */
export interface AccessShown {
  readonly roles: readonly CustomRoleShown[]
  readonly delegations: readonly DelegationShown[]
  readonly members: readonly MemberAccessShown[]
  /** Everything a role can be made of. */
  readonly permissions: readonly string[]
  readonly mayChange: boolean
}

interface RoleAsked {
  name: string
  explain: string
  permissions: string[]
}

export interface AccessRoutes {
  'GET access': { answer: AccessShown }
  'POST access/roles': { body: RoleAsked; answer: { readonly id: string } }
  'PUT access/roles/{id}': { body: RoleAsked; answer: { readonly id: string } }
  'DELETE access/roles/{id}': { answer: { readonly done: boolean } }
  'PUT access/members/{id}': { body: MemberAccessAsked; answer: { readonly changed: boolean } }
  'POST access/delegations': {
    body: { from?: string | undefined; to: string; roles: Role[]; startsOn: string; endsOn: string }
    answer: { readonly id: string }
  }
  'DELETE access/delegations/{id}': { answer: { readonly done: boolean } }
}
