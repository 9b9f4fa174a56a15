import { type Actor, problem, type Role } from '../model/index.ts'
import { say } from '../model/say.ts'
import { disband } from '../store/disband.ts'
import { openStore, type Store } from '../store/index.ts'
import type { OrganisationRow } from '../store/organisations.ts'
import { enter, type ServerContext } from './context.ts'
import { customFieldSource } from './customFields.ts'
import { asideOf, isPutAside } from './putAside.ts'
import type { MakeExample } from './routes/session.ts'

/** The whole story of the example: read by the servers that tell it. */
const story = () => import('../../examples/index.ts')

export interface ExampleKeeper {
  /** Lets an account into the example organisation, which is made when there is none. */
  readonly open: MakeExample
  /** Puts a fresh example in the place of one; its history stays in the database under another address. */
  reset(org: OrganisationRow): Promise<OrganisationRow>
}

/** Lets people into the example and out of it; its log says so. */
const keeperActor: Actor = {
  kind: 'system',
  id: 'example',
  name: 'Keeper of the example',
  person: null,
  roles: ['administrator'],
  via: 'system',
}

/** Keeps the example organisation. The story is told through a store of its own, whose clock is the story's. */
export function exampleKeeper(store: Store, appUrl: string): ExampleKeeper {
  const { directory } = store
  let making: Promise<OrganisationRow> | null = null

  /** A whole example, under an address of its own until the caller gives it a better one. */
  async function tell(): Promise<OrganisationRow> {
    const { exampleName, exampleStart, tellExample } = await story()
    const today = (await store.now()).slice(0, 10)
    const clock = { at: exampleStart(today) }
    const made = await directory.createOrganisation(exampleName, 'example', clock.at)
    const org = { ...made, slug: asideOf(made) }
    await directory.renameSlug(org.id, org.slug)
    const teller = openStore({
      appUrl,
      registers: store.registry.all,
      customFields: customFieldSource,
      blobs: store.blobs,
      poolSize: 4,
      ...(store.pooler ? { pooler: store.pooler } : {}),
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
    return (await directory.organisations()).find((o) => o.kind === 'example' && !isPutAside(o))
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
      const { visitor } = await story()
      const { roles, person } = visitor
      const members = await directory.members(org.id)
      // Who opens it again is a member already, and changed nothing.
      if (!members.some((m) => m.account === account && sameRoles(m.roles, roles)))
        await store.members.join(org.id, { account, roles, person }, { actor: keeperActor })
      return { slug: org.slug }
    },

    reset: (org) =>
      alone(async () => {
        const fresh = await tell()
        // People have the same ids in every telling, so memberships move over as they are.
        for (const { account, roles, person } of await directory.members(org.id))
          await store.members.join(fresh.id, { account, roles, person }, { actor: keeperActor })
        await disband(store.pool, org.id, { actor: keeperActor })
        await directory.renameSlug(org.id, asideOf(org))
        await directory.renameSlug(fresh.id, org.slug)
        return { ...fresh, slug: org.slug }
      }),
  }
}

const sameRoles = (held: readonly Role[], given: readonly Role[]) =>
  held.length === given.length && given.every((role) => held.includes(role))

export const exampleRoutes = (keeper: ExampleKeeper) => (context: ServerContext) => {
  context.app.post('/api/v1/o/:organisation/example/reset', async (request, reply) => {
    const { org, actor } = await enter(context, request)
    if (org.kind !== 'example') throw problem('access/not-found', say`Only the example organisation can be put back.`)
    if (!actor.roles.includes('administrator'))
      throw problem('access/forbidden', say`An administrator resets the example.`)
    const fresh = await keeper.reset(org)
    context.sessions.forget()
    reply.code(201)
    return { slug: fresh.slug }
  })
}
