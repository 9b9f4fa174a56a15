import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { problem } from '../../model/index.ts'
import { saying } from '../../model/issues.ts'
import { say } from '../../model/say.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { MailShown } from '../contract.ts'
import { testLetter } from '../mail/letters.ts'
import { emailAddress } from './session.ts'

export const mailBody = z.strictObject({
  host: z
    .string()
    .trim()
    .min(1, saying(say`Name the mail server.`))
    .max(253)
    .regex(/^[A-Za-z0-9.:_-]+$/, saying(say`This is no name of a server.`)),
  port: z.int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  user: z.string().max(300).nullable(),
  /** Left out: the one that is kept stays. */
  password: z.string().max(1000).nullable().optional(),
  from: emailAddress,
})

/** What holds for the whole installation and is set by whoever looks after it: how mail leaves. */
export function installationRoutes(context: ServerContext): void {
  const { app, sessions, signIn } = context
  const { mail } = signIn

  async function needOperator(request: FastifyRequest) {
    const who = await sessions.needSignIn(request)
    if (!who.isOperator)
      throw problem('access/forbidden', say`Only whoever looks after this installation sets up mail.`)
    return who
  }

  app.get('/api/v1/installation/mail', async (request): Promise<MailShown> => {
    await needOperator(request)
    const kept = await mail.settings()
    if (kept === null) return { isFixed: false, settings: null }
    const { password, ...settings } = kept
    return { isFixed: mail.isFixed, settings: { ...settings, hasPassword: password !== null } }
  })

  app.put('/api/v1/installation/mail', async (request) => {
    await needOperator(request)
    if (mail.isFixed)
      throw problem('access/forbidden', say`Mail is set by OPENAIMS_SMTP_URL, where OpenAIMS is started.`)
    const who = await sessions.needProof(request)
    const { password, ...body } = parseBody(mailBody, request)
    const before = await mail.settings()
    // A kept password goes only to the server it was given for.
    const same = before !== null && before.host === body.host && before.port === body.port && before.user === body.user
    await mail.keep(
      { ...body, password: password === undefined ? (same ? before.password : null) : password },
      who.account,
    )
    return { kept: true }
  })

  app.delete('/api/v1/installation/mail', async (request) => {
    await needOperator(request)
    if (mail.isFixed)
      throw problem('access/forbidden', say`Mail is set by OPENAIMS_SMTP_URL, where OpenAIMS is started.`)
    const who = await sessions.needProof(request)
    await mail.keep(null, who.account)
    return { done: true }
  })

  app.post('/api/v1/installation/mail/test', async (request) => {
    const who = await needOperator(request)
    if (who.email === null) throw problem('mail/failed', say`Your account has no e-mail address to send a test to.`)
    await signIn.countAttempt(request, 'mail', who.account)
    return { sent: await mail.send(testLetter(who.email)), to: who.email }
  })
}
