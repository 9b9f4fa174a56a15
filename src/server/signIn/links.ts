import type { ServerContext } from '../context.ts'
import { verifyLetter } from '../mail/letters.ts'

/** Links carry their secret behind `#`, which browsers send to no server: not to ours, whose log it would reach, and to no other. */
export const linkTo = (context: ServerContext, page: 'join' | 'reset' | 'verify', secret: string): string =>
  `${context.signIn.address}/${page}#${secret}`

/** Sends a letter that proves an address, when mail is set up; false when it is not. A failing server stops nobody. */
export async function sendVerification(context: ServerContext, account: string, email: string): Promise<boolean> {
  const { mail } = context.signIn
  if (!(await mail.isSetUp())) return false
  const secret = await context.store.directory.createLink('verify-email', account, 2 * 24 * 60, email)
  return mail.send(verifyLetter(email, linkTo(context, 'verify', secret))).catch((error: Error) => {
    context.app.log.warn({ event: 'mail.failed', reason: error.message }, 'a letter could not be sent')
    return false
  })
}
