import type { GroupRole, OidcSettings, SamlSettings } from '../../store/identityProviders.ts'
import type { ScimGroupShown, ScimTokenShown } from '../../store/provisioning.ts'
import type { FileAnswer } from './file.ts'

interface Shown {
  readonly id: string
  readonly name: string
  readonly domains: readonly { readonly name: string; readonly isConfirmed: boolean }[]
  /** The TXT record that confirms a domain. */
  readonly domainRecord: string
  readonly joins: boolean
  readonly defaultRoles: readonly string[]
  readonly groupRoles: readonly GroupRole[]
  readonly enabled: boolean
  /** Set by configuration, where OpenAIMS is started. */
  readonly isFixed: boolean
  readonly hasSecret: boolean
  readonly lastUsedAt: string | null
  /** Where a sign-in through it begins. */
  readonly start: string
  /** What is registered at the provider: where its answers arrive. */
  readonly callback: string
}

/** An identity provider as its settings show it; its secret is never part of it. */
export type ProviderShown = Shown &
  (
    | {
        readonly kind: 'oidc'
        readonly settings: OidcSettings
        /** Where the provider says that somebody signed out there. */
        readonly backchannelLogout: string
      }
    | {
        readonly kind: 'saml'
        readonly settings: SamlSettings
        readonly metadata: string
        /** Where the provider sends the browser to sign out here. */
        readonly singleLogout: string
      }
  )

/** GET /api/v1/o/{organisation}/single-sign-on */
export interface SingleSignOn {
  readonly providers: readonly ProviderShown[]
  readonly policy: {
    /** Members come through a provider, except those for the day it fails. */
    readonly only: boolean
    readonly breakGlass: readonly string[]
  }
  readonly isOperator: boolean
}

interface ProviderCommon {
  name: string
  domains: string[]
  joins: boolean
  defaultRoles: string[]
  groupRoles: GroupRole[]
}
export type ProviderSent = ProviderCommon &
  (
    | {
        kind: 'oidc'
        settings: {
          issuer: string
          clientId: string
          scopes?: string[] | undefined
          groupsClaim?: string | null | undefined
          factors?: 'stated' | 'trusted' | undefined
          factorValues?: string[] | undefined
        }
        clientSecret?: string | null | undefined
      }
    | {
        kind: 'saml'
        settings: {
          entryPoint: string
          issuer: string
          certificates: string[]
          emailAttribute?: string | null | undefined
          nameAttribute?: string | null | undefined
          groupsAttribute?: string | null | undefined
          unsolicited?: boolean | undefined
          signOutAddress?: string | null | undefined
          cbc?: boolean | undefined
          signsRequests?: boolean | undefined
          factors?: 'stated' | 'trusted' | undefined
          factorValues?: string[] | undefined
        }
      }
  )

/** GET /api/v1/o/{organisation}/provisioning */
export interface Provisioning {
  /** The address the directory sends to. */
  readonly address: string
  readonly tokens: readonly ScimTokenShown[]
  readonly groups: readonly ScimGroupShown[]
}

interface Named {
  readonly id: string
  readonly name: string
}

/** Signing in through a provider; all but the first are visited by the browser itself. */
export interface ProviderSignInRoutes {
  'POST single-sign-on/find': { body: { email: string }; answer: { readonly providers: readonly Named[] } }
  'GET single-sign-on/{provider}/start': { query: { next?: string; again?: string }; answer: FileAnswer }
  'GET single-sign-on/{provider}/callback': {
    query: { code?: string; state?: string; iss?: string; error?: string }
    answer: FileAnswer
  }
  'POST single-sign-on/{provider}/acs': { answer: FileAnswer }
  'GET single-sign-on/{provider}/finish': { query: { ticket?: string }; answer: FileAnswer }
  'POST single-sign-on/{provider}/backchannel-logout': { answer: { readonly ended: number } }
  'GET single-sign-on/{provider}/slo': {
    query: { SAMLRequest?: string; SAMLResponse?: string; RelayState?: string; SigAlg?: string; Signature?: string }
    answer: FileAnswer
  }
  'POST single-sign-on/{provider}/slo': { answer: FileAnswer }
  'GET single-sign-on/{provider}/metadata': { answer: FileAnswer }
  /** The OpenAPI document of SCIM, which directories speak. */
  'GET openapi-scim.json': { answer: Readonly<Record<string, unknown>> }
}

export interface SingleSignOnRoutes {
  'GET single-sign-on': { answer: SingleSignOn }
  'POST single-sign-on/providers': { body: ProviderSent; answer: ProviderShown }
  'PUT single-sign-on/providers/{id}': { body: ProviderSent; answer: ProviderShown }
  'PATCH single-sign-on/providers/{id}': { body: { enabled: boolean }; answer: { readonly changed: boolean } }
  'DELETE single-sign-on/providers/{id}': { answer: { readonly done: boolean } }
  'POST single-sign-on/providers/{id}/test': { answer: { readonly works: boolean; readonly detail: string } }
  'POST single-sign-on/providers/{id}/domains': { body: { domain: string }; answer: { readonly confirmed: boolean } }
  'DELETE single-sign-on/providers/{id}/links/{account}': { answer: { readonly done: boolean } }
  'PUT single-sign-on/policy': { body: { only: boolean; breakGlass: string[] }; answer: { readonly kept: boolean } }
  'GET provisioning': { answer: Provisioning }
  'POST provisioning/tokens': { body: { name: string }; answer: { readonly id: string; readonly token: string } }
  'DELETE provisioning/tokens/{id}': { answer: { readonly done: boolean } }
  'PUT provisioning/groups/{id}': { body: { roles: string[] }; answer: { readonly changed: number } }
}
