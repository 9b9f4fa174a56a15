import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem, problem, say } from '../../model/index.ts'
import type { CustomRole } from '../../store/access.ts'
import type { Provider, ProviderInput } from '../../store/identityProviders.ts'
import type { ChangedBy } from '../../store/log/changeWithEvent.ts'
import type { OrganisationRow } from '../../store/organisations.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { ProviderShown, SingleSignOn } from '../contract/singleSignOn.ts'
import { assertAllowed } from '../log/outsideAddress.ts'
import type { AtBrowser } from '../session.ts'
import { needOwnAdministrator } from '../signIn/accessHeld.ts'
import { certificateProblem } from './certificateProblem.ts'
import { carriesRecord, domainRecord } from './domains.ts'
import { discover } from './oidc.ts'
import { signInBase } from './places.ts'
import { type ProviderBody, providerBody } from './providerBody.ts'
import { isKnownRole, ownRoleNamed, unknownRole } from './roleNames.ts'

export const settingsBodies = {
  provider: providerBody,
  enabled: z.strictObject({ enabled: z.boolean() }),
  domain: z.strictObject({ domain: z.string().max(253) }),
  policy: z.strictObject({ only: z.boolean(), breakGlass: z.array(z.uuid()).max(100) }),
}

const base = '/api/v1/o/:organisation/single-sign-on'

interface Administering extends ChangedBy {
  readonly org: OrganisationRow
  readonly who: AtBrowser
  /** Whoever looks after the installation vouches for domains by naming them. */
  readonly confirms: boolean
}

/** How an organisation's people sign in through its own identity providers; set by administrators. */
export function singleSignOnSettingsRoutes(context: ServerContext): void {
  const { app, sessions, signIn, store } = context
  const { providers } = signIn
  const { kept } = providers

  async function administer(request: FastifyRequest): Promise<Administering> {
    const { organisation } = request.params as { organisation: string }
    const { org, actor } = await sessions.enter(request, organisation)
    if (!actor.roles.includes('administrator'))
      throw problem('access/forbidden', say`An administrator sets how people sign in.`)
    needOwnAdministrator(actor)
    // Whoever sets a provider decides who gets in.
    const who = await sessions.needProof(request)
    return { org, actor, who, confirms: who.isOperator, requestId: request.id }
  }

  const idOf = (request: FastifyRequest, name = 'id'): string => {
    const id = (request.params as Record<string, string>)[name]
    if (!z.uuid().safeParse(id).success || id === undefined)
      throw problem('access/not-found', say`There is no such provider; those set by configuration are changed there.`)
    return id
  }

  const show = (p: Provider): ProviderShown => ({
    id: p.id,
    name: p.name,
    domains: p.domains.map((name) => ({ name, isConfirmed: p.confirmedDomains.includes(name) })),
    domainRecord: domainRecord(p.domainToken),
    joins: p.joins,
    defaultRoles: p.defaultRoles,
    groupRoles: p.groupRoles,
    enabled: p.enabled,
    isFixed: providers.isConfigured(p.id),
    hasSecret: p.sealedSecret !== null || providers.isConfigured(p.id),
    lastUsedAt: p.lastUsedAt,
    start: `${signIn.address}${signInBase}/${p.id}/start`,
    ...(p.kind === 'oidc'
      ? {
          kind: 'oidc',
          settings: p.settings,
          callback: `${signIn.address}${signInBase}/${p.id}/callback`,
          backchannelLogout: `${signIn.address}${signInBase}/${p.id}/backchannel-logout`,
        }
      : {
          kind: 'saml',
          settings: p.settings,
          metadata: `${signIn.address}${signInBase}/${p.id}/metadata`,
          callback: `${signIn.address}${signInBase}/${p.id}/acs`,
          singleLogout: `${signIn.address}${signInBase}/${p.id}/slo`,
        }),
  })

  app.get(base, async (request): Promise<SingleSignOn> => {
    const { organisation } = request.params as { organisation: string }
    const { org, actor, who } = await sessions.enter(request, organisation)
    if (!actor.roles.includes('administrator'))
      throw problem('access/forbidden', say`An administrator sets how people sign in.`)
    const [own, fixed, policy] = await Promise.all([
      kept.list(org.id),
      providers.configuredFor(org.id),
      kept.policy(org.id),
    ])
    return { providers: [...fixed, ...own].map(show), policy, isOperator: who.isOperator }
  })

  app.post(`${base}/providers`, async (request, reply) => {
    const by = await administer(request)
    const { input, secret } = await checked(
      parseBody(settingsBodies.provider, request),
      await store.access.roles(by.org.id),
    )
    const made = await kept.create(by.org.id, input, secret ? providers.sealer.seal(secret) : null, by)
    reply.code(201)
    return show(made)
  })

  app.put(`${base}/providers/:id`, async (request) => {
    const by = await administer(request)
    const before = await kept.get(by.org.id, idOf(request))
    const { input, secret } = await checked(
      parseBody(settingsBodies.provider, request),
      await store.access.roles(by.org.id),
    )
    if (input.kind !== before.kind)
      throw problem('request/invalid', { fields: [{ field: 'kind', message: say`Set up another provider instead.` }] })
    // A kept secret goes only to the issuer and client it was given for.
    const same =
      before.kind === 'oidc' &&
      input.kind === 'oidc' &&
      before.settings.issuer === input.settings.issuer &&
      before.settings.clientId === input.settings.clientId
    const sealed = secret ? providers.sealer.seal(secret) : secret === undefined && same ? before.sealedSecret : null
    return show(await kept.update(by.org.id, before.id, input, sealed, by))
  })

  app.post(`${base}/providers/:id/test`, async (request) => {
    const { org } = await administer(request)
    const provider = providers.open(await kept.get(org.id, idOf(request)))
    if (provider.kind === 'saml') {
      await needOutside('settings.entryPoint', provider.settings.entryPoint)
      needCertificates(provider.settings.certificates)
      return {
        works: true,
        detail: say`The certificates are in date. Whether it signs with them shows at the first sign-in.`,
      }
    }
    const config = await discover(provider, true).catch((error: Error) => {
      if (error instanceof Problem) throw problem('single-sign-on/wrong', error.message)
      const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
      throw problem(
        'single-sign-on/wrong',
        say`${provider.settings.issuer} gave no usable answer: ${error.message}${cause}.`,
      )
    })
    return { works: true, detail: say`Reached ${config.serverMetadata().issuer}.` }
  })

  app.patch(`${base}/providers/:id`, async (request) => {
    const by = await administer(request)
    const { enabled } = parseBody(settingsBodies.enabled, request)
    const { id } = await kept.get(by.org.id, idOf(request))
    await kept.setEnabled(by.org.id, id, enabled, by)
    // What came through it ends with it.
    if (!enabled) await kept.endSessions(id)
    sessions.forget()
    return { changed: true }
  })

  app.delete(`${base}/providers/:id`, async (request) => {
    const by = await administer(request)
    await kept.remove(by.org.id, idOf(request), by)
    sessions.forget()
    return { done: true }
  })

  app.post(`${base}/providers/:id/domains`, async (request) => {
    const by = await administer(request)
    const { domain } = parseBody(settingsBodies.domain, request)
    const provider = await kept.get(by.org.id, idOf(request))
    if (!provider.domains.includes(domain))
      throw problem('access/not-found', say`The provider is not set up for this domain.`)
    if (!by.who.isOperator && !(await carriesRecord(domain, provider.domainToken)))
      throw problem(
        'single-sign-on/wrong',
        say`${domain} has no TXT record "${domainRecord(provider.domainToken)}" yet. Add it, or ask whoever looks after this installation to confirm the domain.`,
      )
    await kept.confirmDomain(by.org.id, provider.id, domain, by)
    return { confirmed: true }
  })

  app.delete(`${base}/providers/:id/links/:account`, async (request) => {
    const by = await administer(request)
    const { id } = await kept.get(by.org.id, idOf(request))
    await kept.release(by.org.id, id, idOf(request, 'account'), by)
    return { done: true }
  })

  app.put(`${base}/policy`, async (request) => {
    const by = await administer(request)
    const { only, breakGlass } = parseBody(settingsBodies.policy, request)
    await kept.setPolicy(by.org.id, only, breakGlass, by)
    sessions.forget()
    return { kept: true }
  })
}

async function checked(
  sent: ProviderBody,
  own: readonly CustomRole[],
): Promise<{ input: ProviderInput; secret: string | null | undefined }> {
  const unknown = unknownRole([...sent.defaultRoles, ...sent.groupRoles.map((g) => g.role)], own)
  if (unknown !== undefined)
    throw problem('request/invalid', {
      fields: [{ field: 'groupRoles', message: say`There is no role called "${unknown}".` }],
    })
  // Kept by id, so that a role may be called otherwise later.
  const kept = (role: string) => (isKnownRole(role) ? role : (ownRoleNamed(own, role)?.id ?? role))
  const body = {
    ...sent,
    defaultRoles: sent.defaultRoles.map(kept),
    groupRoles: sent.groupRoles.map(({ group, role }) => ({ group, role: kept(role) })),
  }
  if (body.kind === 'saml') {
    await needOutside('settings.entryPoint', body.settings.entryPoint)
    if (body.settings.signOutAddress !== null)
      await needOutside('settings.signOutAddress', body.settings.signOutAddress)
    needCertificates(body.settings.certificates)
    return { input: body, secret: null }
  }
  await needOutside('settings.issuer', body.settings.issuer)
  const { clientSecret, ...input } = body
  return { input, secret: clientSecret }
}

/** Places of a provider are https on the open network, unless the operator allows the host. */
async function needOutside(field: string, address: string): Promise<void> {
  try {
    await assertAllowed(address)
  } catch (error) {
    if (error instanceof Problem)
      throw problem('request/invalid', { fields: [{ field, message: error.details.detail ?? error.message }] })
    throw error
  }
}

function needCertificates(certificates: readonly string[]): void {
  certificates.forEach((text, at) => {
    const message = certificateProblem(text)
    if (message !== null)
      throw problem('request/invalid', { fields: [{ field: `settings.certificates.${at}`, message }] })
  })
}
