import { resolve } from 'node:path'
import type { Actor } from '../model/index.ts'
import { defaultDataFolder } from '../server/dataFolder.ts'
import { makeSnapshots, type Snapshots } from '../server/snapshots.ts'
import type { Store } from '../store/index.ts'
import type { OrganisationRow } from '../store/organisations.ts'
import { actingMember, chooseOrganisation } from './acting.ts'
import { type Arguments, textOf } from './command.ts'
import { openBeside } from './openBeside.ts'

export { organisationOptions } from './command.ts'

export interface InOrganisation {
  readonly store: Store
  readonly snapshots: Snapshots
  readonly org: OrganisationRow
  readonly actor: Actor
  readonly dataFolder: string
}

/**
 * Opens the store itself, finds the organisation the command names (or the only one there is), does the work and
 * closes; for work that streams large files. All else goes through the routes, by `withClient`.
 */
export async function inOrganisation(args: Arguments, work: (at: InOrganisation) => Promise<number>): Promise<number> {
  const dataFolder = resolve(textOf(args, 'data') ?? defaultDataFolder())
  const { store, close } = await openBeside(dataFolder)
  try {
    const org = chooseOrganisation(await store.directory.organisations(), textOf(args, 'organisation'))
    const { account, name, person, roles } = await actingMember(store, org, textOf(args, 'as'))
    const actor: Actor = { kind: 'person', id: account, name, person, roles, via: 'cli' }
    return await work({ store, snapshots: makeSnapshots(store), org, actor, dataFolder })
  } finally {
    await close()
  }
}

/** Writes a progress line over itself on a terminal, and nothing into a file. */
export function progressLine(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
}
