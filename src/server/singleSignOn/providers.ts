import { type IdentityProviders, makeIdentityProviders, type Provider } from '../../store/identityProviders.ts'
import type { Store } from '../../store/index.ts'
import type { Sealer } from '../signIn/secretFile.ts'
import { domainOf } from './domains.ts'
import { installationKey } from './installationKey.ts'
import type { ConfiguredProvider } from './readConfigured.ts'
import { unknownRole } from './roleNames.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** A provider with the secret it was given, for the moment it is used. */
export type OpenProvider = Provider & { readonly clientSecret: string | null }

/** Every provider there is: those that organisations set up, and those of the configuration. */
export function makeProviders(store: Store, sealer: Sealer, configured: readonly ConfiguredProvider[]) {
  const kept: IdentityProviders = makeIdentityProviders(store.pool)

  async function ofConfiguration(c: ConfiguredProvider): Promise<OpenProvider | null> {
    const org = c.organisation === undefined ? null : await store.directory.organisation(c.organisation)
    // The organisation it is for may not have been set up yet.
    if (c.organisation !== undefined && org === null) return null
    const common = {
      id: c.id,
      org: org?.id ?? null,
      name: c.name,
      domains: c.domains,
      confirmedDomains: c.domains,
      domainToken: '',
      joins: c.joins,
      defaultRoles: c.defaultRoles,
      groupRoles: c.groupRoles,
      enabled: true,
      sealedSecret: null,
      lastUsedAt: null,
    }
    return c.kind === 'oidc'
      ? { ...common, kind: 'oidc', settings: c.settings, clientSecret: c.clientSecret ?? null }
      : { ...common, kind: 'saml', settings: c.settings, clientSecret: null }
  }

  const open = (p: Provider): OpenProvider => ({
    ...p,
    clientSecret: p.sealedSecret === null ? null : sealer.open(p.sealedSecret),
  })

  async function byId(id: string): Promise<OpenProvider | null> {
    const set = configured.find((c) => c.id === id)
    if (set) return ofConfiguration(set)
    const found = uuid.test(id) ? await kept.byId(id) : null
    return found && open(found)
  }

  return {
    kept,
    sealer,
    /** What SAML providers encrypt for. */
    encryptionKey: installationKey(store, sealer, 'saml-encryption'),
    /** What we sign with where we ask a SAML provider to sign somebody out or, if it wants that, in. */
    signingKey: installationKey(store, sealer, 'saml-signing'),
    open,
    byId,
    isConfigured: (id: string) => configured.some((c) => c.id === id),

    /** Those of the configuration that are for an organisation. */
    async configuredFor(org: string): Promise<OpenProvider[]> {
      const all = await Promise.all(configured.map(ofConfiguration))
      return all.filter((p): p is OpenProvider => p !== null && p.org === org)
    },

    /** What the sign-in page offers before anybody said who they are: the providers of the whole installation. */
    async offered(): Promise<{ id: string; name: string }[]> {
      const all = await Promise.all(configured.map(ofConfiguration))
      return all.filter((p) => p !== null).map(({ id, name }) => ({ id, name }))
    },

    /** What the configuration names and is not here (yet), a sentence each: organisations, and roles in them. */
    async missingFromConfiguration(): Promise<string[]> {
      const told = configured.map(async (c) => {
        const slug = c.organisation
        if (slug === undefined) return []
        const org = await store.directory.organisation(slug)
        if (org === null)
          return [`"${c.id}" is for the organisation "${slug}", which is not set up; nobody signs in by it.`]
        const own = await store.access.roles(org.id)
        const named = [...c.defaultRoles, ...c.groupRoles.map(({ role }) => role)]
        return [...new Set(named)]
          .filter((role) => unknownRole([role], own) !== undefined)
          .map((role) => `"${c.id}" gives the role "${role}", which "${slug}" does not have; it gives nothing.`)
      })
      return (await Promise.all(told)).flat()
    },

    /** Those that may sign in an address. */
    async byEmail(email: string): Promise<{ id: string; name: string }[]> {
      const domain = domainOf(email)
      if (domain === null) return []
      const found = [...configured.filter((c) => c.domains.includes(domain)), ...(await kept.byDomain(domain))]
      return found.map(({ id, name }) => ({ id, name }))
    },

    /** Whether a session counts as single sign-on for an organisation. */
    async countsFor(session: string, org: string): Promise<boolean> {
      const id = (await kept.sessionOf(session))?.provider
      const provider = id ? await byId(id) : null
      return provider?.enabled === true && (provider.org === null || provider.org === org)
    },
  }
}

export type Providers = ReturnType<typeof makeProviders>
