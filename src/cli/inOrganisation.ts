import { resolve } from 'node:path'
import { type Actor, problem } from '../model/index.ts'
import { makeSnapshots, type Snapshots } from '../server/snapshots.ts'
import { defaultDataFolder } from '../server/start.ts'
import type { Store } from '../store/index.ts'
import type { OrganisationRow } from '../store/organisations.ts'
import { type Arguments, dataOptions, textOf } from './command.ts'
import { openBeside } from './openBeside.ts'

/** Options of commands that work in one organisation. */
export const organisationOptions = { ...dataOptions, organisation: { type: 'string', short: 'o' } } as const

export interface InOrganisation {
  readonly store: Store
  readonly snapshots: Snapshots
  readonly org: OrganisationRow
  readonly actor: Actor
  readonly dataFolder: string
}

/** Opens the store, finds the organisation the command names (or the only one there is), does the work and closes. */
export async function inOrganisation(args: Arguments, work: (at: InOrganisation) => Promise<number>): Promise<number> {
  const dataFolder = resolve(textOf(args, 'data') ?? defaultDataFolder())
  const { store, close } = await openBeside(dataFolder)
  try {
    const org = await chooseOrganisation(store, textOf(args, 'organisation'))
    return await work({ store, snapshots: makeSnapshots(store), org, actor: await localActor(store, org), dataFolder })
  } finally {
    await close()
  }
}

async function chooseOrganisation(store: Store, slug: string | undefined): Promise<OrganisationRow> {
  const all = await store.directory.organisations()
  const names = all.map((o) => o.slug).join(', ')
  if (slug !== undefined) {
    const found = all.find((o) => o.slug === slug)
    if (!found)
      throw problem('access/not-found', `There is no organisation "${slug}"; there is ${names || 'none yet'}.`)
    return found
  }
  if (all.length === 1 && all[0]) return all[0]
  throw problem(
    'request/invalid',
    all.length === 0
      ? 'There is no organisation yet; make one with "openaims organisation create NAME".'
      : `Name the organisation with -o: ${names}.`,
  )
}

/** Whoever may read the data folder acts as the first member of the organisation, or as the command line itself. */
async function localActor(store: Store, org: OrganisationRow): Promise<Actor> {
  const [first] = await store.directory.members(org.id)
  if (first)
    return { kind: 'person', id: first.account, name: first.name, person: first.person, roles: first.roles, via: 'cli' }
  return {
    kind: 'system',
    id: 'command-line',
    name: 'Command line',
    person: null,
    roles: ['administrator', 'aimsLead'],
    via: 'cli',
  }
}

/** Writes a progress line over itself on a terminal, and nothing into a file. */
export function progressLine(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
}
