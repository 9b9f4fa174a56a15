import type { FastifyRequest } from 'fastify'
import { Problem, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Change, Store } from '../../store/index.ts'
import type { Proof } from '../../store/write/versions.ts'
import type { Sessions, SignedIn } from '../session.ts'

/** What the ways to prove are called where a signature tells them. */
const methods: Readonly<Record<string, string>> = {
  password: 'password',
  code: 'code of an authenticator app',
  passkey: 'passkey',
  provider: 'identity provider',
  'single-sign-on': 'identity provider',
  'password+code': 'password and code of an authenticator app',
  link: 'one-time link',
  'set-up': 'one-time link',
}

/**
 * How who asks has shown who they are, where their changes sign something; null where nothing is signed. A person at a
 * browser has done so a short while ago; otherwise the problem that asks them to do it again, which is for the write path to
 * answer with once all else is found in order. A key only signs when it was made for that.
 */
export async function proofToSign(
  { store, sessions }: { readonly store: Store; readonly sessions: Sessions },
  request: FastifyRequest,
  who: SignedIn,
  changes: readonly Change[],
): Promise<Proof | Problem | null> {
  const signs = changes.some((c) => c.do === 'move' && store.registry.get(c.register)?.workflow.moves[c.move]?.signs)
  if (!signs) return null
  if (who.key) {
    if (!who.key.maySign)
      throw problem('access/forbidden', say`This key was not made to approve or sign; a person does it at a browser.`)
    return { method: `key for programs "${who.key.name}"`, at: null }
  }
  if (who.session === null) return { method: 'access token of the command line', at: null }
  const { session } = who
  const { password, twoFactor, passkeys } = await store.signIns.waysIn(who.account)
  // Somebody who has nothing to show but the link they came with (one person on one machine) has shown that.
  const cameByLink = session.method === 'link' || session.method === 'set-up'
  if (cameByLink && !password && !twoFactor && passkeys === 0)
    return { method: 'one-time link; no password is set', at: session.provedAt }
  try {
    await sessions.needProof(request)
  } catch (error) {
    if (error instanceof Problem && error.code === 'sign-in/prove') return error
    throw error
  }
  const method = (await store.signIns.proofMethod(session.id)) ?? session.method
  return { method: methods[method] ?? method, at: session.provedAt }
}
