import { exampleName, exampleStart, tellExample, visitor } from '../../examples/index.ts'
import { problem } from '../model/index.ts'
import { openStore, type Store } from '../store/index.ts'
import type { OrganisationRow } from '../store/organisations.ts'
import { enter, type ServerContext } from './context.ts'
import { customFieldSource } from './customFields.ts'
import type { MakeExample } from './routes/session.ts'

/** In the address of an example that is not to be opened: its story is not told to the end, or a fresh one took its place. */
const asideMark = '-aside-'

const aside = (org: OrganisationRow) => `${org.slug.slice(0, 20)}${asideMark}${org.id.slice(-12)}`

export interface ExampleKeeper {
  /** Lets an account into the example organisation, which is made when there is none. */
  readonly open: MakeExample
  /** Puts a fresh example in the place of one; its history stays in the database under another address. */
  reset(org: OrganisationRow): Promise<OrganisationRow>
}

/** Keeps the example organisation. The story is told through a store of its own, whose clock is the story's. */
export function exampleKeeper(store: Store, appUrl: string): ExampleKeeper {
  const { directory } = store
  let making: Promise<OrganisationRow> | null = null

  /** A whole example, under an address of its own until the caller gives it a better one. */
  async function tell(): Promise<OrganisationRow> {
    const today = (await store.now()).slice(0, 10)
    const clock = { at: exampleStart(today) }
    const made = await directory.createOrganisation(exampleName, 'example', clock.at)
    const org = { ...made, slug: aside(made) }
    await directory.renameSlug(org.id, org.slug)
    const teller = openStore({
      appUrl,
      registers: store.registry.all,
      customFields: customFieldSource,
      blobs: store.blobs,
      poolSize: 4,
      clock: () => clock.at,
    })
    try {
      await tellExample(teller, org.id, clock, { today })
    } finally {
      await teller.close()
    }
    await directory.renameSlug(org.id, made.slug)
    return made
  }

  async function known(): Promise<OrganisationRow | undefined> {
    return (await directory.organisations()).find((o) => o.kind === 'example' && !o.slug.includes(asideMark))
  }

  /** One at a time: two visitors who open the example together get the same one. */
  async function alone(work: () => Promise<OrganisationRow>): Promise<OrganisationRow> {
    const mine = (making ?? Promise.resolve()).catch(() => {}).then(work)
    making = mine
    return mine.finally(() => {
      if (making === mine) making = null
    })
  }

  return {
    async open(account) {
      const org = await alone(async () => (await known()) ?? (await tell()))
      await directory.setMember(org.id, account, visitor.roles, visitor.person)
      return { slug: org.slug }
    },

    reset: (org) =>
      alone(async () => {
        const fresh = await tell()
        // People have the same ids in every telling, so memberships move over as they are.
        for (const { account, roles, person } of await directory.members(org.id)) {
          await directory.setMember(fresh.id, account, roles, person)
          await directory.removeMember(org.id, account)
        }
        await directory.renameSlug(org.id, aside(org))
        await directory.renameSlug(fresh.id, org.slug)
        return { ...fresh, slug: org.slug }
      }),
  }
}

export const exampleRoutes = (keeper: ExampleKeeper) => (context: ServerContext) => {
  context.app.post('/api/v1/o/:organisation/example/reset', async (request, reply) => {
    const { org, actor } = await enter(context, request)
    if (org.kind !== 'example') throw problem('access/not-found', 'Only the example organisation can be put back.')
    if (!actor.roles.includes('administrator'))
      throw problem('access/forbidden', 'An administrator resets the example.')
    const fresh = await keeper.reset(org)
    context.sessions.forget()
    reply.code(201)
    return { slug: fresh.slug }
  })
}
