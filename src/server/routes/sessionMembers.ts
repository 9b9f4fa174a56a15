import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Actor, hasPermission, problem, type Role, roles, say } from '../../model/index.ts'
import { saying } from '../../model/issues.ts'
import type { OrganisationRow } from '../../store/organisations.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { Members } from '../contract.ts'
import { changedLetter, invitationLetter } from '../mail/letters.ts'
import { needOwnAdministrator } from '../signIn/accessHeld.ts'
import { linkTo } from '../signIn/links.ts'
import { needSafePassword, wordsAround } from '../signIn/passwordPolicy.ts'
import { emailAddress, newPassword, personName } from './session.ts'

const roleList = z
  .array(z.enum(roles))
  .min(1, saying(say`Give at least one role.`))
  .max(roles.length)
  .transform((list): Role[] => [...new Set(list)])
const person = z.uuid().nullable()

export const memberBodies = {
  invite: z.strictObject({
    email: emailAddress,
    name: z.string().trim().max(200).nullable().optional(),
    roles: roleList,
    person: person.optional(),
  }),
  change: z.strictObject({ roles: roleList.optional(), person: person.optional(), suspended: z.boolean().optional() }),
  look: z.strictObject({ token: z.string().max(200) }),
  accept: z.strictObject({
    token: z.string().max(200),
    name: personName.optional(),
    password: newPassword.optional(),
  }),
}

const base = '/api/v1/o/:organisation/members'

interface Params {
  readonly id: string
}

/** Who belongs to an organisation: administrators invite, change and remove; every step is an entry of its log. */
export function memberRoutes(context: ServerContext): void {
  const { app, store, sessions, signIn } = context

  async function administer(request: FastifyRequest): Promise<{ org: OrganisationRow; actor: Actor }> {
    const { organisation } = request.params as { organisation: string }
    const { org, actor, who } = await sessions.enter(request, organisation)
    if (who.kind === 'key') throw problem('access/forbidden', say`Members are changed by a person, not with a key.`)
    if (!actor.roles.includes('administrator'))
      throw problem('access/forbidden', say`An administrator changes members.`)
    return { org, actor }
  }

  const signature = (actor: Actor, request: FastifyRequest) => ({ actor, requestId: request.id })

  const idOf = (request: FastifyRequest): string => {
    const { id } = request.params as Params
    if (!z.uuid().safeParse(id).success) throw problem('access/not-found')
    return id
  }

  app.get(base, async (request): Promise<Members> => {
    const { organisation } = request.params as { organisation: string }
    const { org, actor } = await sessions.enter(request, organisation)
    if (!hasPermission(actor, 'system:members'))
      throw problem('access/forbidden', say`Members are shown to administrators and the AIMS lead.`)
    const [members, invitations, history] = await Promise.all([
      store.members.list(org.id),
      store.members.invitations(org.id),
      store.members.history(org.id, 50),
    ])
    return {
      members,
      invitations: invitations.map(({ org: _, ...i }) => i),
      history,
      canMail: await signIn.mail.isSetUp(),
    }
  })

  app.post(`${base}/invitations`, async (request, reply) => {
    const { org, actor } = await administer(request)
    needOwnAdministrator(actor)
    const body = parseBody(memberBodies.invite, request)
    const invitation = { ...body, name: body.name || null, person: await knownPerson(org, actor, body.person ?? null) }
    const { id, secret } = await store.members.invite(org.id, invitation, signature(actor, request))
    reply.code(201)
    return { id, ...(await sendInvitation(request, org, actor, id, body.email, secret)) }
  })

  app.post(`${base}/invitations/:id/resend`, async (request) => {
    const { org, actor } = await administer(request)
    needOwnAdministrator(actor)
    const { invitation, secret } = await store.members.renewInvitation(org.id, idOf(request))
    return sendInvitation(request, org, actor, invitation.id, invitation.email, secret)
  })

  app.delete(`${base}/invitations/:id`, async (request) => {
    const { org, actor } = await administer(request)
    await store.members.revokeInvitation(org.id, idOf(request), signature(actor, request))
    return { done: true }
  })

  /** By mail; where that is not set up or fails, the administrator gets the link to pass on. */
  async function sendInvitation(
    request: FastifyRequest,
    org: OrganisationRow,
    actor: Actor,
    id: string,
    email: string,
    secret: string,
  ): Promise<{ mailed: boolean; link: string | null; problem: string | null }> {
    const link = linkTo(context, 'join', secret)
    try {
      const mailed = await signIn.mail.send(invitationLetter(email, actor.name, org.name, link), actor.id)
      if (mailed) await store.members.noteMailed(org.id, id)
      return { mailed, link: mailed ? null : link, problem: null }
    } catch (error) {
      request.log.warn({ event: 'mail.failed', reason: (error as Error).message }, 'an invitation could not be sent')
      return { mailed: false, link, problem: (error as Error).message }
    }
  }

  async function knownPerson(org: OrganisationRow, actor: Actor, id: string | null): Promise<string | null> {
    if (id === null) return null
    const [found] = await store.refs(org.id, actor, [id], null)
    if (found?.register !== 'person')
      throw problem('request/invalid', {
        fields: [{ field: 'person', message: say`There is no such person in the register.` }],
      })
    return id
  }

  app.patch(`${base}/:id`, async (request) => {
    const { org, actor } = await administer(request)
    const account = idOf(request)
    const { roles, person, suspended } = parseBody(memberBodies.change, request)
    if (roles !== undefined || person !== undefined || suspended === false) needOwnAdministrator(actor)
    const sign = signature(actor, request)
    if (roles !== undefined) await store.members.setRoles(org.id, account, roles, sign)
    if (person !== undefined)
      await store.members.setPerson(org.id, account, await knownPerson(org, actor, person), sign)
    if (suspended === true) await store.members.suspend(org.id, account, sign)
    if (suspended === false) await store.members.resume(org.id, account, sign)
    if (suspended === true) await store.signIns.endSessions(account)
    sessions.forget()
    return { changed: true }
  })

  app.delete(`${base}/:id`, async (request) => {
    const { org, actor } = await administer(request)
    const account = idOf(request)
    await store.members.remove(org.id, account, signature(actor, request))
    await store.signIns.endSessions(account)
    sessions.forget()
    return { done: true }
  })

  // For somebody who lost every way in, where no mail is set up. The link opens the whole account, so it is given only
  // by who administers every organisation that account belongs to, or looks after the installation.
  app.post(`${base}/:id/reset-link`, async (request, reply) => {
    const { org, actor } = await administer(request)
    needOwnAdministrator(actor)
    const who = await sessions.needBrowser(request)
    const account = idOf(request)
    if (!(await store.members.list(org.id)).some((m) => m.account === account)) throw problem('access/not-found')
    const mine = new Set(who.memberships.filter((m) => m.roles.includes('administrator')).map((m) => m.id))
    const theirs = await store.directory.memberships(account)
    if (!who.isOperator && !theirs.every((m) => mine.has(m.id)))
      throw problem(
        'access/forbidden',
        say`They belong to other organisations too; whoever looks after OpenAIMS makes this link.`,
      )
    await sessions.needProof(request)
    const them = await store.directory.account(account)
    const secret = await store.directory.createLink('reset', account, 24 * 60)
    request.log.warn({ event: 'reset-link.made', by: who.account, account }, 'a link to set a new password was made')
    if (them?.email)
      await signIn.mail
        .send(changedLetter(them.email, say`${who.name} made a link with which a new password can be set.`))
        .catch(() => false)
    reply.code(201)
    return { link: linkTo(context, 'reset', secret) }
  })

  app.post('/api/v1/invitation', async (request) => {
    const { token } = parseBody(memberBodies.look, request)
    await signIn.countAttempt(request, 'link', request.ip)
    const invitation = await store.members.invitationOf(token)
    if (!invitation) throw problem('access/link-used', say`This invitation was used, taken back or is too old.`)
    await signIn.forgetAttempts('link', request.ip)
    const { organisation, email, name, roles, invitedBy } = invitation
    const account = await store.directory.accountByEmail(email)
    return { organisation, email, name, roles, invitedBy, hasAccount: account !== null }
  })

  app.post('/api/v1/invitation/accept', async (request, reply) => {
    const { token, name, password } = parseBody(memberBodies.accept, request)
    await signIn.countAttempt(request, 'link', request.ip)
    const invitation = await store.members.invitationOf(token)
    if (!invitation) throw problem('access/link-used', say`This invitation was used, taken back or is too old.`)
    await signIn.forgetAttempts('link', request.ip)
    const who = await sessions.whoIs(request)
    const known = await store.directory.accountByEmail(invitation.email)
    if (known !== null) {
      if (who?.account !== known)
        throw problem('access/sign-in', say`${invitation.email} has an account here. Sign in with it, then accept.`)
      await accept(known, who.name)
    } else {
      if (!name) throw problem('request/invalid', { fields: [{ field: 'name', message: say`Say who you are.` }] })
      if (password !== undefined)
        await needSafePassword('password', password, wordsAround(name, invitation.email, invitation.organisation))
      const account = await store.directory.createAccount(name, invitation.email)
      await accept(account, name)
      if (password !== undefined) await signIn.setPassword(account, password)
      // Whoever has the link has read the mail it came in.
      if (invitation.mailedAt !== null) await store.signIns.setVerified(account, invitation.email)
      await signIn.open(request, reply, account, 'invitation')
    }
    sessions.forget()
    return { slug: invitation.slug }

    async function accept(account: string, name: string): Promise<void> {
      if (!invitation) return
      const actor = { kind: 'person' as const, id: account, name, via: 'web' as const }
      await store.members.acceptInvitation(invitation, account, { actor, requestId: request.id })
    }
  })
}
