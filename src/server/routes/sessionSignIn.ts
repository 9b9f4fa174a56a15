import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { problem, say } from '../../model/index.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import { changedLetter, resetLetter } from '../mail/letters.ts'
import type { Auth } from '../signIn/auth.ts'
import { changeEmail } from '../signIn/changeEmail.ts'
import { linkTo } from '../signIn/links.ts'
import { needSafePassword, wordsAround } from '../signIn/passwordPolicy.ts'
import { inLog } from '../signIn/secretFile.ts'
import { emailAddress, newPassword } from './session.ts'

export const passkeyAnswer = z.looseObject({ id: z.string().max(2000), response: z.looseObject({}) })

export const signInBodies = {
  password: z.strictObject({ email: emailAddress, password: z.string().max(1000) }),
  code: z.strictObject({ code: z.string().trim().min(1).max(40) }),
  passkey: z.strictObject({ response: passkeyAnswer }),
  forgot: z.strictObject({ email: emailAddress }),
  reset: z.strictObject({ token: z.string().max(200), password: newPassword }),
  verify: z.strictObject({ token: z.string().max(200) }),
}

type PasskeyAnswer = NonNullable<Parameters<Auth['api']['verifyPasskeyAuthentication']>[0]>['body']['response']

/** What a device answered; the library checks each part of it, and takes a wrong one for a refused one. */
export const asPasskeyAnswer = (answer: z.infer<typeof passkeyAnswer>) => answer as unknown as PasskeyAnswer

const isTotp = (code: string) => /^\d{6}$/.test(code.replace(/\s/g, ''))

const resetMinutes = 10

/** Ways in for people who are not signed in. Whoever has no account gets the same answers, after the same work. */
export function signInRoutes(context: ServerContext): void {
  const { app, store, sessions, signIn } = context

  // What has run out is thrown away; the same rows by several processes does no harm.
  const sweeping = setInterval(() => {
    store.signIns
      .sweep()
      .catch((error: Error) => app.log.warn({ reason: error.message }, 'old sign-ins were not swept'))
  }, 3_600_000).unref()
  app.addHook('onClose', async () => clearInterval(sweeping))
  app.addHook('onReady', () =>
    signIn.recovery
      .hashSealed(store)
      .catch((error: Error) => app.log.warn({ reason: error.message }, 'recovery codes were not hashed')),
  )

  app.post('/api/v1/sign-in', async (request, reply) => {
    const { email, password } = parseBody(signInBodies.password, request)
    await signIn.countAttempt(request, 'password', email)
    const before = await signIn.current(request)
    const done = await signIn.call<{ user?: { id: string }; twoFactorRedirect?: true }>(
      request,
      reply,
      (auth, headers) => auth.signInEmail({ body: { email, password }, headers, asResponse: true }),
    )
    if (done === null) {
      request.log.warn({ event: 'sign-in.refused', account: inLog(email.toLowerCase()) }, 'wrong address or password')
      throw problem('sign-in/refused', say`The e-mail address or the password is not right.`)
    }
    await signIn.forgetAttempts('password', email)
    if (done.twoFactorRedirect) return { signedIn: false, next: 'code' }
    if (before) await store.signIns.endSession(before.account, before.id)
    signIn.noteSignIn(request, 'password', done.user?.id ?? '')
    return { signedIn: true, next: null }
  })

  // The second step: the password was right, and a short-lived cookie says whose it was.
  app.post('/api/v1/sign-in/code', async (request, reply) => {
    const { code } = parseBody(signInBodies.code, request)
    await signIn.countAttempt(request, 'code', request.ip)
    const plain = code.replace(/\s/g, '')
    const headers = signIn.headersOf(request)
    const before = await signIn.current(request)
    // With a session of another person the library would check the code of that one.
    if (before) throw problem('sign-in/refused', say`Sign out in this browser first.`)
    const auth = signIn.authOf(request).api
    const response = isTotp(code)
      ? await auth.verifyTOTP({ body: { code: plain }, headers, asResponse: true })
      : await auth.verifyBackupCode({ body: { code: signIn.recovery.hashed(plain) }, headers, asResponse: true })
    const done = response.ok ? ((await response.clone().json()) as { token: string; user: { id: string } }) : null
    if (done === null) {
      request.log.warn({ event: 'sign-in.refused', step: 'code' }, 'wrong code')
      throw problem('sign-in/refused', say`This code is not right, was used already, or you waited too long.`)
    }
    if (isTotp(code) && !(await store.signIns.takeCode(done.user.id, plain))) {
      const { internalAdapter } = await signIn.authOf(request).$context
      await internalAdapter.deleteSession(done.token)
      throw problem('sign-in/refused', say`This code was used already. Wait for the next one.`)
    }
    await signIn.forgetAttempts('code', request.ip)
    signIn.carryCookies(response, reply)
    signIn.noteSignIn(request, 'password+code', done.user.id)
    if (!isTotp(code)) await tellRecovery(request, done.user.id)
    return { signedIn: true, next: null }
  })

  /** Whoever used a recovery code has lost their telephone, or somebody else has found the codes. */
  async function tellRecovery(request: FastifyRequest, id: string): Promise<void> {
    const [account, left] = await Promise.all([store.directory.account(id), store.signIns.recoveryCodesLeft(id)])
    if (!account?.email) return
    const what = say`A recovery code was used to sign in. Codes that are left: ${left ?? 0}. New ones are made under "Your account".`
    await signIn.mail.send(changedLetter(account.email, what)).catch((error: Error) => {
      request.log.warn({ event: 'mail.failed', reason: error.message }, 'a letter could not be sent')
    })
  }

  app.post('/api/v1/sign-in/passkey/options', (request, reply) =>
    signIn.call(request, reply, (auth, headers) =>
      auth.generatePasskeyAuthenticationOptions({ headers, asResponse: true }),
    ),
  )

  app.post('/api/v1/sign-in/passkey', async (request, reply) => {
    const { response } = parseBody(signInBodies.passkey, request)
    await signIn.countAttempt(request, 'code', request.ip)
    const before = await signIn.current(request)
    const done = await signIn.call<{ user: { id: string } }>(request, reply, (auth, headers) =>
      auth.verifyPasskeyAuthentication({ body: { response: asPasskeyAnswer(response) }, headers, asResponse: true }),
    )
    if (done === null) {
      request.log.warn({ event: 'sign-in.refused', step: 'passkey' }, 'passkey not accepted')
      throw problem('sign-in/refused', say`This passkey is not known here, or it was not confirmed.`)
    }
    await signIn.forgetAttempts('code', request.ip)
    if (before) await store.signIns.endSession(before.account, before.id)
    signIn.noteSignIn(request, 'passkey', done.user.id)
    sessions.forget()
    return { signedIn: true, next: null }
  })

  // The answer says nothing about who has an account; what there is to send is sent after it.
  app.post('/api/v1/sign-in/forgot', async (request, reply) => {
    const { email } = parseBody(signInBodies.forgot, request)
    await signIn.countAttempt(request, 'mail', email)
    setImmediate(() => {
      sendReset(email).catch((error: Error) =>
        request.log.warn({ event: 'mail.failed', reason: error.message }, 'a letter could not be sent'),
      )
    })
    reply.code(202)
    return { sent: true }
  })

  async function sendReset(email: string): Promise<void> {
    const account = await store.directory.accountByEmail(email)
    if (account === null || !(await signIn.mail.isSetUp())) return
    const secret = await store.directory.createLink('reset', account, resetMinutes, email)
    await signIn.mail.send(resetLetter(email, linkTo(context, 'reset', secret)))
  }

  // Nobody makes up a password for a link that is too old.
  app.post('/api/v1/sign-in/reset/look', async (request) => {
    const { token } = parseBody(signInBodies.verify, request)
    await signIn.countAttempt(request, 'link', request.ip)
    if ((await store.directory.linkPurpose(token)) !== 'reset') throw problem('access/link-used')
    await signIn.forgetAttempts('link', request.ip)
    return { works: true }
  })

  app.post('/api/v1/sign-in/reset', async (request, reply) => {
    const { token, password } = parseBody(signInBodies.reset, request)
    await signIn.countAttempt(request, 'link', request.ip)
    const peeked = await store.directory.peekLink(token)
    const account = peeked?.account ? await store.directory.account(peeked.account) : null
    if (peeked?.purpose !== 'reset' || account === null) throw problem('access/link-used')
    // Judged before the link is spent, so that a weak password does not cost it.
    await needSafePassword('password', password, wordsAround(account.name, account.email))
    const link = await store.directory.spendLink(token, 'reset')
    if (!link) throw problem('access/link-used')
    await signIn.setPassword(account.id, password)
    // A link that came by mail proves the address as well.
    if (link.email) await store.signIns.setVerified(account.id, link.email)
    await store.signIns.endSessions(account.id)
    await signIn.forgetAttempts('password', account.email ?? '')
    await signIn.close(request, reply)
    sessions.forget()
    if (account.email)
      await signIn.mail
        .send(changedLetter(account.email, say`Your password was set anew with a link.`))
        .catch(() => false)
    return { reset: true }
  })

  app.post('/api/v1/sign-in/verify', async (request) => {
    const { token } = parseBody(signInBodies.verify, request)
    await signIn.countAttempt(request, 'link', request.ip)
    if ((await store.directory.linkPurpose(token)) === 'change-email')
      return { verified: true, email: await changeEmail(context, request, token) }
    const link = await store.directory.spendLink(token, 'verify-email')
    if (!link?.account || !link.email) throw problem('access/link-used')
    await store.signIns.setVerified(link.account, link.email)
    sessions.forget()
    return { verified: true, email: link.email }
  })
}
