import type { Actor, Role } from '../../src/model/index.ts'

/** Someone signed in with the roles given. */
export function actor(name: string, roles: readonly Role[], person: string | null = null): Actor {
  return { kind: 'person', id: `account-${name}`, name, person, roles, via: 'api' }
}

export const lead = actor('Lena Lead', ['aimsLead'])
export const viewer = actor('Vera Viewer', ['viewer'])
