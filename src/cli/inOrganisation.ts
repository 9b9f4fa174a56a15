import { resolve } from 'node:path'
import { type Actor, problem } from '../model/index.ts'
import { defaultDataFolder } from '../server/dataFolder.ts'
import { withAccess } from '../server/signIn/accessHeld.ts'
import type { Store } from '../store/index.ts'
import type { OrganisationRow } from '../store/organisations.ts'
import { actingMember, chooseOrganisation } from './acting.ts'
import { type Arguments, textOf } from './command.ts'
import { openBeside } from './openBeside.ts'

export interface InOrganisation {
  readonly store: Store
  readonly org: OrganisationRow
  /** A member with the roles and limits they have now, as the server sees them. */
  readonly actor: Actor
}

/**
 * Opens the store itself, finds the organisation the command names (or the only one there is), does the work and
 * closes. For what the routes ask a person at a browser for, and whoever may read the data folder may do all the same;
 * the log says that it came from the command line. All else goes through the routes, by `withClient`.
 */
export async function inOrganisation(args: Arguments, work: (at: InOrganisation) => Promise<number>): Promise<number> {
  const { store, close } = await openBeside(resolve(textOf(args, 'data') ?? defaultDataFolder()))
  try {
    const org = chooseOrganisation(await store.directory.organisations(), textOf(args, 'organisation'))
    const { account: id, name } = await actingMember(store, org, textOf(args, 'as'))
    const [memberships, access] = await Promise.all([store.directory.memberships(id), store.access.effective(id)])
    const membership = memberships.find((m) => m.id === org.id)
    const held = membership && withAccess(membership, access)
    if (!held) throw problem('access/not-found', `The access of ${name} to ${org.name} has ended, or begins later.`)
    const { person, roles, more } = held
    return await work({ store, org, actor: { kind: 'person', id, name, person, roles, via: 'cli', ...more } })
  } finally {
    await close()
  }
}
