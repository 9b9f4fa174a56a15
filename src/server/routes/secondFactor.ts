import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { hasPermission, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { makeSecondFactorRules } from '../../store/secondFactor.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { SecondFactorShown } from '../contract.ts'
import { needOwnAdministrator } from '../signIn/accessHeld.ts'

export const secondFactorBody = z.strictObject({
  required: z.boolean(),
  /** Days to set one up. */
  days: z.int().min(0).max(90),
})

const base = '/api/v1/o/:organisation/members'

/** Whether members come in with a second factor, and their sessions; set by administrators. */
export function secondFactorRoutes(context: ServerContext): void {
  const { app, store, sessions } = context
  const rules = makeSecondFactorRules(store.pool)

  async function administer(request: FastifyRequest) {
    const { organisation } = request.params as { organisation: string }
    const { org, actor } = await sessions.enter(request, organisation)
    if (!actor.roles.includes('administrator'))
      throw problem('access/forbidden', say`An administrator sets how members sign in.`)
    return { org, actor, requestId: request.id }
  }

  app.get(`${base}/second-factor`, async (request): Promise<SecondFactorShown> => {
    const { organisation } = request.params as { organisation: string }
    const { org, actor } = await sessions.enter(request, organisation)
    if (!hasPermission(actor, 'system:members'))
      throw problem('access/forbidden', say`Members are shown to administrators and the AIMS lead.`)
    return rules.get(org.id)
  })

  app.put(`${base}/second-factor`, async (request) => {
    const by = await administer(request)
    needOwnAdministrator(by.actor)
    const who = await sessions.needProof(request)
    const body = parseBody(secondFactorBody, request)
    // Whoever asks it of others has shown two, so that somebody can get in to change it.
    if (body.required && !who.session.twoFactors)
      throw problem(
        'sign-in/two-factors',
        say`Set up a second factor for yourself first, or sign in with it; otherwise you would shut yourself out.`,
      )
    await rules.set(by.org.id, body, by)
    sessions.forget()
    return { kept: true }
  })

  app.delete(`${base}/:id/sessions`, async (request) => {
    const by = await administer(request)
    await sessions.needProof(request)
    const { id } = request.params as { id: string }
    const isMember =
      z.uuid().safeParse(id).success && (await store.members.list(by.org.id)).some((m) => m.account === id)
    if (!isMember) throw problem('access/not-found', say`This person is no member of the organisation.`)
    const ended = await rules.endSessions(by.org.id, id, by)
    sessions.forget()
    return { ended }
  })
}
