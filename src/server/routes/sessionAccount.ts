import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { problem, type Said, say } from '../../model/index.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { Account } from '../contract.ts'
import { changedLetter } from '../mail/letters.ts'
import type { AtBrowser } from '../session.ts'
import { askForEmail } from '../signIn/changeEmail.ts'
import { sendVerification } from '../signIn/links.ts'
import { needSafePassword, wordsAround } from '../signIn/passwordPolicy.ts'
import { emailAddress, newPassword, personName } from './session.ts'
import { asPasskeyAnswer, passkeyAnswer } from './sessionSignIn.ts'

const password = z.string().max(1000)
const code = z.string().trim().min(1).max(40)

export const accountBodies = {
  name: z.strictObject({ name: personName }),
  /** `current` where there is a password already. */
  password: z.strictObject({ password: newPassword, current: password.optional() }),
  email: z.strictObject({ email: emailAddress }),
  prove: z.union([z.strictObject({ password }), z.strictObject({ code }), z.strictObject({ response: passkeyAnswer })]),
  withPassword: z.strictObject({ password: password.optional() }),
  confirm: z.strictObject({ code }),
  passkey: z.strictObject({ name: z.string().trim().min(1).max(100), response: passkeyAnswer }),
}

/** One's own ways to sign in and sessions. All of it needs a browser; what changes a way in needs a fresh proof. */
export function accountRoutes(context: ServerContext): void {
  const { app, store, sessions, signIn } = context

  app.get('/api/v1/account', async (request): Promise<Account> => {
    const who = await sessions.needSignIn(request)
    // A key is for an organisation; where and how its owner signs in is none of its business.
    if (who.kind === 'key')
      throw problem('access/forbidden', say`A key shows nothing of the account of whoever made it.`)
    const [account, ways, open, passkeys, codes] = await Promise.all([
      store.directory.account(who.account),
      store.signIns.waysIn(who.account),
      store.signIns.sessions(who.account),
      store.signIns.passkeys(who.account),
      store.signIns.recoveryCodesLeft(who.account),
    ])
    return {
      name: who.name,
      email: who.email,
      isVerified: account?.isVerified ?? false,
      hasPassword: ways.password,
      hasTwoFactor: ways.twoFactor,
      recoveryCodesLeft: ways.twoFactor ? codes : null,
      passkeys,
      sessions: open.map(({ expiresAt: _, ...s }) => ({ ...s, isThis: s.id === who.session?.id })),
      freshUntil: who.session?.freshUntil ?? null,
    }
  })

  app.patch('/api/v1/account', async (request) => {
    const who = await sessions.needBrowser(request)
    const { name } = parseBody(accountBodies.name, request)
    await store.directory.renameAccount(who.account, name, who.email)
    sessions.forget()
    return { name }
  })

  app.post('/api/v1/account/email', async (request, reply) => {
    const who = await sessions.needProof(request)
    const { email } = parseBody(accountBodies.email, request)
    reply.code(202)
    return { sent: await askForEmail(context, request, who, email) }
  })

  app.post('/api/v1/account/verify-email', async (request, reply) => {
    const who = await sessions.needBrowser(request)
    await signIn.countAttempt(request, 'mail', who.account)
    reply.code(202)
    return { sent: who.email !== null && (await sendVerification(context, who.account, who.email)) }
  })

  // Shows again that it is the same person; what asked for it can then be tried again.
  app.post('/api/v1/account/prove', async (request, reply) => {
    const who = await sessions.needBrowser(request)
    const body = parseBody(accountBodies.prove, request)
    await signIn.countAttempt(request, 'code', who.account)
    if (!(await isProven(body, who, request, reply))) {
      request.log.warn({ event: 'proof.refused', account: who.account }, 'identity not proven')
      throw problem('sign-in/refused', say`This does not show that it is you.`)
    }
    await signIn.forgetAttempts('code', who.account)
    sessions.forget()
    return { proven: true }
  })

  async function isProven(
    body: z.infer<typeof accountBodies.prove>,
    who: AtBrowser,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<boolean> {
    if ('response' in body) {
      const response = body.response
      const done = await signIn.call<{ session: { id: string }; user: { id: string } }>(
        request,
        reply,
        (auth, headers) =>
          auth.verifyPasskeyAuthentication({
            body: { response: asPasskeyAnswer(response) },
            headers,
            asResponse: true,
          }),
      )
      // The library opened a session for the passkey's owner, whose cookie went out with it; the one before ends.
      if (done === null) return false
      await store.signIns.endSession(who.account, who.session.id)
      return done.user.id === who.account
    }
    const proven =
      'password' in body
        ? await signIn.isPassword(who.account, body.password)
        : await isRightCode(body.code, who, request)
    const isCode = !('password' in body)
    if (proven) await store.signIns.noteProof(who.session.id, isCode ? 'code' : 'password', isCode)
    return proven
  }

  async function isRightCode(text: string, who: AtBrowser, request: FastifyRequest): Promise<boolean> {
    const plain = text.replace(/\s/g, '')
    if (!(await store.signIns.waysIn(who.account)).twoFactor || !/^\d{6}$/.test(plain)) return false
    const auth = signIn.authOf(request).api
    const headers = signIn.headersOf(request)
    const response = await auth.verifyTOTP({ body: { code: plain }, headers, asResponse: true })
    return response.ok && store.signIns.takeCode(who.account, plain)
  }

  app.put('/api/v1/account/password', async (request) => {
    await sessions.needProof(request)
    const { password, current } = parseBody(accountBodies.password, request)
    const who = await needOwnerBy(request, 'current', current)
    await needSafePassword(
      'password',
      password,
      wordsAround(who.name, who.email, ...who.memberships.map((m) => m.name)),
    )
    await signIn.setPassword(who.account, password)
    await store.signIns.endSessions(who.account, who.session.id)
    sessions.forget()
    await tell(who, say`Your password was changed.`)
    return { changed: true }
  })

  /** The library asks for the password where there is one; where there is none, a fresh proof takes its place. */
  async function needOwner(request: FastifyRequest): Promise<{ who: AtBrowser; password: string | undefined }> {
    const { password } = parseBody(accountBodies.withPassword, request)
    const who = await needOwnerBy(request, 'password', password)
    return { who, password: (await store.signIns.waysIn(who.account)).password ? password : undefined }
  }

  /** The password that counts now, sent as this field of the body; without any, a fresh proof. */
  async function needOwnerBy(request: FastifyRequest, field: string, given: string | undefined): Promise<AtBrowser> {
    const who = await sessions.needBrowser(request)
    if (!(await store.signIns.waysIn(who.account)).password) return sessions.needProof(request)
    await signIn.countAttempt(request, 'code', who.account)
    if (given === undefined || !(await signIn.isPassword(who.account, given)))
      throw problem('sign-in/refused', {
        detail: say`The password is not right.`,
        fields: [{ field, message: say`The password is not right.` }],
      })
    await signIn.forgetAttempts('code', who.account)
    return who
  }

  app.post('/api/v1/account/two-factor', async (request, reply) => {
    const { password } = await needOwner(request)
    const made = await signIn.call<{ totpURI: string; backupCodes: string[] }>(request, reply, (auth, headers) =>
      auth.enableTwoFactor({
        body: { ...(password === undefined ? {} : { password }), method: 'totp' },
        headers,
        asResponse: true,
      }),
    )
    if (made === null) throw problem('move/refused', say`An authenticator app is set up already; remove it first.`)
    return {
      uri: made.totpURI,
      secret: new URL(made.totpURI).searchParams.get('secret') ?? '',
      recoveryCodes: made.backupCodes,
    }
  })

  app.post('/api/v1/account/two-factor/confirm', async (request, reply) => {
    const who = await sessions.needBrowser(request)
    const { code } = parseBody(accountBodies.confirm, request)
    await signIn.countAttempt(request, 'code', who.account)
    const plain = code.replace(/\s/g, '')
    const going = await goingOn(who)
    const done = await signIn.call(request, reply, (auth, headers) =>
      auth.verifyTOTP({ body: { code: plain }, headers, asResponse: true }),
    )
    if (done === null)
      throw problem('sign-in/refused', say`This code is not right. Check that the clock of the device is.`)
    await signIn.forgetAttempts('code', who.account)
    await store.signIns.takeCode(who.account, plain)
    await waysChanged(await going(), true)
    await tell(who, say`An authenticator app was added as a second step.`)
    return { enabled: true }
  })

  app.post('/api/v1/account/two-factor/remove', async (request, reply) => {
    const { who, password } = await needOwner(request)
    const going = await goingOn(who)
    await signIn.call(request, reply, (auth, headers) =>
      auth.disableTwoFactor({ body: password === undefined ? {} : { password }, headers, asResponse: true }),
    )
    await waysChanged(await going(), (await store.signIns.waysIn(who.account)).passkeys > 0 && who.session.twoFactors)
    await tell(who, say`The authenticator app was removed as a second step.`)
    return { removed: true }
  })

  app.post('/api/v1/account/recovery-codes', async (request, reply) => {
    const { who, password } = await needOwner(request)
    const made = await signIn.call<{ backupCodes: string[] }>(request, reply, (auth, headers) =>
      auth.generateBackupCodes({ body: password === undefined ? {} : { password }, headers, asResponse: true }),
    )
    if (made === null) throw problem('move/refused', say`Set up an authenticator app first.`)
    await tell(who, say`New recovery codes were made; the old ones work no more.`)
    return { recoveryCodes: made.backupCodes }
  })

  app.post('/api/v1/account/passkeys/options', async (request, reply) => {
    await sessions.needProof(request)
    return signIn.call(request, reply, (auth, headers) =>
      auth.generatePasskeyRegistrationOptions({ headers, query: {}, asResponse: true }),
    )
  })

  app.post('/api/v1/account/passkeys', async (request, reply) => {
    const who = await sessions.needProof(request)
    const { name, response } = parseBody(accountBodies.passkey, request)
    const done = await signIn.call<{ id: string }>(request, reply, (auth, headers) =>
      auth.verifyPasskeyRegistration({ body: { name, response }, headers, asResponse: true }),
    )
    if (done === null) throw problem('sign-in/refused', say`The device did not make a passkey that can be used here.`)
    await waysChanged(who, true)
    await tell(who, say`The passkey "${name}" was added.`)
    reply.code(201)
    return { id: done.id }
  })

  app.delete('/api/v1/account/passkeys/:id', async (request, reply) => {
    const who = await sessions.needProof(request)
    const { id } = request.params as { id: string }
    const ways = await store.signIns.waysIn(who.account)
    if (!ways.password && ways.passkeys <= 1) throw problem('account/no-way-in')
    const isId = z.uuid().safeParse(id).success
    const done = isId
      ? await signIn.call(request, reply, (auth, headers) =>
          auth.deletePasskey({ body: { id }, headers, asResponse: true }),
        )
      : null
    if (done === null) throw problem('access/not-found', say`You have no such passkey.`)
    await waysChanged(who, who.session.twoFactors)
    await tell(who, say`A passkey was removed.`)
    return { done: true }
  })

  app.delete('/api/v1/account/sessions/:id', async (request) => {
    const who = await sessions.needProof(request)
    const { id } = request.params as { id: string }
    const ended = z.uuid().safeParse(id).success && (await store.signIns.endSession(who.account, id))
    if (!ended) throw problem('access/not-found', say`You have no such session.`)
    sessions.forget()
    return { done: true }
  })

  app.delete('/api/v1/account/sessions', async (request) => {
    const who = await sessions.needProof(request)
    const ended = await store.signIns.endSessions(who.account, who.session.id)
    sessions.forget()
    return { ended }
  })

  /**
   * The library opens another session in place of the one that adds or removes an authenticator app. What it does not
   * know, the provider it came through, goes over to the other.
   */
  async function goingOn(who: AtBrowser): Promise<() => Promise<AtBrowser>> {
    const { kept } = signIn.providers
    const before = await kept.sessionOf(who.session.id)
    return async () => {
      const id = await store.signIns.carriedOn(who.account, who.session.id, who.session.provedAt)
      if (id !== who.session.id && before?.provider) await kept.noteSession(id, before.provider, before)
      return { ...who, session: { ...who.session, id } }
    }
  }

  /** After a change of factors other sessions end; whether this one has shown two is kept. */
  async function waysChanged(who: AtBrowser, twoFactors: boolean): Promise<void> {
    await store.signIns.noteFactors(who.session.id, twoFactors)
    await store.signIns.endSessions(who.account, who.session.id)
    sessions.forget()
  }

  /** Says by mail what changed, so that somebody else's doing does not go unseen. */
  async function tell(who: AtBrowser, what: Said): Promise<void> {
    if (who.email) await signIn.mail.send(changedLetter(who.email, what)).catch(() => false)
  }
}
