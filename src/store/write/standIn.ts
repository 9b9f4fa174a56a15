import { type Actor, type Grant, isGranted, isGrantedByRole } from '../../model/index.ts'
import type { Row } from '../rows.ts'
import { ownershipOf } from './mayRead.ts'
import type { Signature } from './versions.ts'

/** Those whose roles the actor needs for this, as actors; none where the actor's own roles do. */
export function stoodFor(actor: Actor, grants: readonly Grant[], row: Row | null): Actor[] {
  const { standsFor } = actor
  const ownership = row && ownershipOf(row)
  if (!standsFor || isGranted(grants, { ...actor, roles: standsFor.own }, ownership)) return []
  return standsFor.people
    .map(({ account, name, person, roles }): Actor => ({ ...actor, id: account, name, person, roles }))
    .filter((away) => isGrantedByRole(grants, { ...away, permissions: [] }))
}

/** The log says for whom something was done with the roles of somebody who is away. */
export function forWhom(sign: Signature, grants: readonly Grant[], row: Row | null): Signature {
  const names = stoodFor(sign.actor, grants, row).map((away) => away.name)
  return names.length === 0
    ? sign
    : { ...sign, actor: { ...sign.actor, name: `${sign.actor.name} for ${names.join(' and ')}` } }
}
