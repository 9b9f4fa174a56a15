import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Actor, problem, roles } from '../../model/index.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { Session } from '../contract.ts'
import { cookieName } from '../session.ts'

const setUpCookie = 'openaims_setup'
const sessionDays = 30

const setUpBody = z.strictObject({
  organisation: z.strictObject({ name: z.string().trim().min(1, 'Name your organisation.').max(200) }),
  person: z.strictObject({
    name: z.string().trim().min(1, 'Say who you are.').max(200),
    email: z.email('Give an e-mail address, for example name@example.org.').max(254),
  }),
})

/** Builds the example organisation and says how it is called; given by the composition root. */
export type MakeExample = (account: string) => Promise<{ slug: string }>

export function sessionRoutes(context: ServerContext, makeExample: MakeExample): void {
  const { app, store, sessions } = context
  const { directory } = store

  app.get('/api/v1/session', async (request): Promise<Session> => {
    const who = await sessions.whoIs(request)
    const first = await directory.firstAccount()
    const link = request.cookies?.[setUpCookie]
    const maySetUp = first === null && link !== undefined && (await directory.linkPurpose(link)) === 'set-up'
    return {
      setUp: first !== null,
      maySetUp,
      signedIn: who !== null,
      name: who?.name ?? null,
      organisations: (who?.memberships ?? []).map((m) => ({
        id: m.id,
        slug: m.slug,
        name: m.name,
        kind: m.kind,
        roles: m.roles,
        person: m.person,
      })),
      today: (await store.now()).slice(0, 10),
      version: context.version,
    }
  })

  // A link from the terminal or a colleague: its secret moves into a cookie and out of the address bar.
  app.get('/welcome', async (request, reply) => {
    const token = (request.query as { token?: unknown }).token
    const purpose = typeof token === 'string' ? await directory.linkPurpose(token) : null
    if (typeof token !== 'string' || purpose === null) return reply.redirect('/?link=expired', 303)
    if (purpose === 'set-up') {
      reply.setCookie(setUpCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 3600 })
      return reply.redirect('/', 303)
    }
    const link = await directory.spendLink(token, 'sign-in')
    if (!link?.account) return reply.redirect('/?link=expired', 303)
    await startSession(reply, link.account)
    return reply.redirect('/', 303)
  })

  app.post('/api/v1/setup', async (request, reply) => {
    const body = parseBody(setUpBody, request)
    // Somebody who looked at the example first sets up their own organisation with the same account.
    const who = await sessions.whoIs(request)
    if (!who) await spendSetUpLink(request)
    const account = who?.account ?? (await directory.createAccount(body.person.name, body.person.email))
    if (who) await directory.renameAccount(account, body.person.name, body.person.email)
    const org = await directory.createOrganisation(body.organisation.name, 'own')
    const mine = ['administrator', 'aimsLead', 'topManagement'] as const
    const founder: Actor = {
      kind: 'person',
      id: account,
      name: body.person.name,
      person: null,
      roles: mine,
      via: 'web',
    }
    const made = await store.commit({
      actor: founder,
      org: org.id,
      changes: [
        { do: 'create', register: 'person', values: { title: body.person.name, email: body.person.email } },
        { do: 'create', register: 'settings', values: { title: body.organisation.name } },
      ],
      reason: 'Set up',
      requestId: request.id,
    })
    await directory.setMember(org.id, account, mine, made.records[0]?.id ?? null)
    if (!who) await startSession(reply, account)
    sessions.forget()
    reply.clearCookie(setUpCookie, { path: '/' }).code(201)
    return { slug: org.slug }
  })

  // Opens the example: on a fresh instance with the set-up link, later for anybody who is signed in.
  app.post('/api/v1/setup/example', async (request, reply) => {
    const who = await sessions.whoIs(request)
    let account = who?.account
    if (account === undefined) {
      await spendSetUpLink(request)
      account = await directory.createAccount('You', null)
      await startSession(reply, account)
      reply.clearCookie(setUpCookie, { path: '/' })
    }
    const made = await makeExample(account)
    sessions.forget()
    reply.code(201)
    return made
  })

  app.post('/api/v1/sign-out', async (request, reply) => {
    const found = sessions.secretOf(request)
    if (found) await directory.endSession(found.secret)
    sessions.forget()
    reply.clearCookie(cookieName, { path: '/' })
    return { signedOut: true }
  })

  app.get('/api/v1/roles', async () => ({ roles }))

  async function spendSetUpLink(request: FastifyRequest): Promise<void> {
    if ((await directory.firstAccount()) !== null) throw problem('setup/done')
    const token = request.cookies?.[setUpCookie]
    const spent = token === undefined ? null : await directory.spendLink(token, 'set-up')
    if (!spent) throw problem('access/link-used', 'Setting up needs the one-time link that "npm start" printed.')
  }

  async function startSession(reply: FastifyReply, account: string): Promise<void> {
    const secret = await directory.createSession(account, 'browser', 'Browser', sessionDays)
    reply.setCookie(cookieName, secret, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: reply.request.protocol === 'https',
      maxAge: sessionDays * 86_400,
    })
  }
}
