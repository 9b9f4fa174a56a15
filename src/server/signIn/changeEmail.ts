import type { FastifyRequest } from 'fastify'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { ServerContext } from '../context.ts'
import { emailChangedLetter, emailChangeLetter, emailChangeNotice } from '../mail/letters.ts'
import type { AtBrowser } from '../session.ts'
import { domainOf } from '../singleSignOn/domains.ts'
import { linkTo } from './links.ts'
import { inLog } from './secretFile.ts'

const linkMinutes = 60

/**
 * Sends a link to the address somebody wants to have, and word of it to the one they have. Whether another account has the
 * address is told to nobody but its owner. False where no letter could be sent.
 */
export async function askForEmail(
  context: ServerContext,
  request: FastifyRequest,
  who: AtBrowser,
  email: string,
): Promise<boolean> {
  const { store, signIn } = context
  if (email.toLowerCase() === who.email?.toLowerCase())
    throw problem('request/invalid', { fields: [{ field: 'email', message: say`This is your address already.` }] })
  await needAnotherWay(context, who, email)
  if (!(await signIn.mail.isSetUp()))
    throw problem('move/refused', say`A new address is confirmed by mail, and no mail is set up here.`)
  await signIn.countAttempt(request, 'mail', who.account)
  const send = (letter: Parameters<typeof signIn.mail.send>[0]) =>
    signIn.mail.send(letter).catch((error: Error) => {
      request.log.warn({ event: 'mail.failed', reason: error.message }, 'a letter could not be sent')
      return false
    })
  const taken = await store.directory.accountByEmail(email)
  const secret =
    taken === null
      ? await store.directory.createLink('change-email', who.account, linkMinutes, email, who.session.id)
      : null
  const sent = await send(
    secret === null ? emailChangeNotice(email, email) : emailChangeLetter(email, linkTo(context, 'verify', secret)),
  )
  if (who.email) await send(emailChangeNotice(who.email, email))
  request.log.warn({ event: 'account.email-asked', account: who.account, email: inLog(email.toLowerCase()) })
  return sent
}

/** Spends the link: the account has the new address, its other sessions end, and its organisations are told by their logs. */
export async function changeEmail(context: ServerContext, request: FastifyRequest, token: string): Promise<string> {
  const { store, signIn, sessions } = context
  const link = await store.directory.spendLink(token, 'change-email')
  if (!link?.account || !link.email) throw problem('access/link-used')
  const before = await store.directory.account(link.account)
  if (before === null || !(await store.directory.changeEmail(link.account, link.email)))
    throw problem('account/address-taken')
  await store.directory.voidLinks(link.account)
  await store.signIns.endSessions(link.account, link.session)
  sessions.forget()
  request.log.warn(
    { event: 'account.email-changed', account: link.account, email: inLog(link.email.toLowerCase()) },
    'an account has another address',
  )
  const actor = { kind: 'person' as const, id: link.account, name: before.name, via: 'web' as const }
  for (const { id } of await store.directory.memberships(link.account))
    await store.members.noteEmail(id, link.account, { actor, requestId: request.id })
  if (before.email) await signIn.mail.send(emailChangedLetter(before.email, link.email)).catch(() => false)
  return link.email
}

/** A provider signs in only addresses of its domains; whoever has no other way would not get in again. */
async function needAnotherWay({ store, signIn }: ServerContext, who: AtBrowser, email: string): Promise<void> {
  const { password, passkeys } = await store.signIns.waysIn(who.account)
  if (password || passkeys > 0 || who.session.method !== 'single-sign-on') return
  const id = (await signIn.providers.kept.sessionOf(who.session.id))?.provider
  const provider = id ? await signIn.providers.byId(id) : null
  if (provider?.confirmedDomains.includes(domainOf(email) ?? '')) return
  throw problem(
    'account/no-way-in',
    say`Your identity provider does not sign in addresses of this domain. Set a password or add a passkey first.`,
  )
}
