import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Actor, problem, type Role, roles } from '../../model/index.ts'
import { saying } from '../../model/issues.ts'
import { type Said, say } from '../../model/say.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { Session } from '../contract.ts'
import { sendVerification } from '../signIn/links.ts'
import { needSafePassword, wordsAround } from '../signIn/passwordPolicy.ts'
import { endAtProvider } from '../singleSignOn/endAtProvider.ts'

const setUpCookie = 'openaims_setup'

export const personName = z.string().trim().min(1, saying(say`Say who you are.`)).max(200)
export const emailAddress = z.email(saying(say`Give an e-mail address, for example name@example.org.`)).max(254)
export const newPassword = z.string().max(1000)

/** The secret of a one-time link. */
export const welcomeBody = z.strictObject({ token: z.string().min(1).max(200) })

export const setUpBody = z.strictObject({
  organisation: z.strictObject({ name: z.string().trim().min(1, saying(say`Name your organisation.`)).max(200) }),
  // Left out by somebody who has an account with an address already.
  person: z.strictObject({ name: personName, email: emailAddress, password: newPassword.optional() }).optional(),
})

/** Builds the example organisation and says how it is called; given by the composition root. */
export type MakeExample = (account: string) => Promise<{ slug: string }>

const founding: readonly Role[] = ['administrator', 'aimsLead', 'topManagement']

export function sessionRoutes(context: ServerContext, makeExample: MakeExample): void {
  const { app, store, sessions, signIn } = context
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
      account: who?.account ?? null,
      name: who?.name ?? null,
      email: who?.email ?? null,
      isOperator: who?.isOperator ?? false,
      canMail: await signIn.mail.isSetUp(),
      provider:
        who?.session?.method === 'single-sign-on'
          ? ((await signIn.providers.kept.sessionOf(who.session.id))?.provider ?? null)
          : null,
      organisations: (who?.memberships ?? []).map((m) => ({
        id: m.id,
        slug: m.slug,
        name: m.name,
        kind: m.kind,
        roles: m.roles,
        person: m.person,
        secondFactorFrom: who?.session && !who.session.twoFactors ? m.secondFactorFrom : null,
      })),
      barred: (who?.barred ?? []).map(({ slug, name, needs }) => ({ slug, name, needs })),
      providers: await signIn.providers.offered(),
      today: (await store.now()).slice(0, 10),
      version: context.version,
    }
  })

  // A link from the terminal: the page it leads to sends the secret, which stands behind `#` and in no address of a request.
  app.post('/api/v1/welcome', async (request, reply) => {
    const { token } = parseBody(welcomeBody, request)
    reply.header('cache-control', 'no-store')
    if ((await directory.linkPurpose(token)) === 'set-up') {
      const secure = signIn.cookieName.startsWith('__Host-')
      reply.setCookie(setUpCookie, token, { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: 3600 })
      return { opened: 'setUp' }
    }
    const link = await directory.spendLink(token, 'sign-in')
    if (!link?.account) throw problem('access/link-used')
    await signIn.open(request, reply, link.account, 'link')
    sessions.forget()
    return { opened: 'session' }
  })

  app.post('/api/v1/setup', async (request, reply) => {
    const { organisation, person } = parseBody(setUpBody, request)
    // Somebody who looked at the example first sets up their own organisation with the same account.
    const who = await sessions.whoIs(request)
    if (who) await mayFound(who)
    else if (!person) throw missing('person', say`Say who you are.`)
    const account = who ? await directory.account(who.account) : null
    const isNamed = account !== null && account.email !== null
    const named = isNamed ? { name: account.name, email: account.email } : person
    if (!named?.email) throw missing('person', say`Say who you are.`)
    const { name, email } = named
    const password = isNamed ? undefined : person?.password
    if (password !== undefined)
      await needSafePassword('person.password', password, wordsAround(name, email, organisation.name))
    if (!isNamed && (await directory.accountByEmail(email))) throw problem('account/address-taken')
    if (!who) await spendSetUpLink(request)
    const id = account?.id ?? (await directory.createAccount(name, email))
    if (account && !isNamed) await directory.renameAccount(id, name, email)
    if (password !== undefined) await signIn.setPassword(id, password)
    const slug = await found(organisation.name, { id, name, email }, request.id)
    if (!isNamed) await sendVerification(context, id, email)
    if (!who) await signIn.open(request, reply, id, password === undefined ? 'link' : 'password')
    sessions.forget()
    reply.clearCookie(setUpCookie, { path: '/' }).code(201)
    return { slug }
  })

  // Opens the example: on a fresh instance with the set-up link, later for anybody who is signed in.
  app.post('/api/v1/setup/example', async (request, reply) => {
    const who = await sessions.whoIs(request)
    let account = who?.account
    if (account === undefined) {
      await spendSetUpLink(request)
      account = await directory.createAccount('You', null)
      await signIn.open(request, reply, account, 'link')
      reply.clearCookie(setUpCookie, { path: '/' })
    }
    const made = await makeExample(account)
    sessions.forget()
    reply.code(201)
    return made
  })

  app.post('/api/v1/sign-out', async (request, reply) => {
    const continueAt = await endAtProvider(signIn, request)
    await signIn.close(request, reply)
    const found = sessions.secretOf(request)
    if (found && !found.fromCookie) await directory.endSession(found.secret)
    sessions.forget()
    // Files and lists that the browser kept are not for who sits at it next.
    reply.header('clear-site-data', '"cache"')
    return { signedOut: true, continueAt }
  })

  app.get('/api/v1/roles', async () => ({ roles }))

  async function found(name: string, person: { id: string; name: string; email: string }, requestId: string) {
    const org = await directory.createOrganisation(name, 'own')
    const founder: Actor = {
      kind: 'person',
      id: person.id,
      name: person.name,
      person: null,
      roles: founding,
      via: 'web',
    }
    const made = await store.commit({
      actor: founder,
      org: org.id,
      changes: [
        { do: 'create', register: 'person', values: { title: person.name, email: person.email } },
        { do: 'create', register: 'settings', values: { title: name } },
      ],
      reason: 'Set up',
      requestId,
    })
    const joining = { account: person.id, roles: founding, person: made.records[0]?.id ?? null }
    await store.members.join(org.id, joining, { actor: founder, requestId })
    return org.slug
  }

  /** Organisations are founded by whoever looks after the installation, and by administrators of one of their own. */
  async function mayFound(who: {
    isOperator: boolean
    kind: string
    memberships: readonly { kind: string; roles: Role[] }[]
  }) {
    const administers = who.memberships.some((m) => m.kind === 'own' && m.roles.includes('administrator'))
    if (who.kind === 'key' || !(who.isOperator || administers))
      throw problem(
        'access/forbidden',
        say`An administrator, or whoever looks after OpenAIMS here, sets up organisations.`,
      )
  }

  async function spendSetUpLink(request: FastifyRequest): Promise<void> {
    if ((await directory.firstAccount()) !== null) throw problem('setup/done')
    const token = request.cookies?.[setUpCookie]
    const spent = token === undefined ? null : await directory.spendLink(token, 'set-up')
    if (!spent) throw problem('access/link-used', say`Setting up needs the one-time link that "npm start" printed.`)
  }
}

const missing = (field: string, message: Said) => problem('request/invalid', { fields: [{ field, message }] })
