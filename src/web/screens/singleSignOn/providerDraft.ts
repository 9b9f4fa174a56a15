import type { ProviderSent, ProviderShown } from '../../../server/contract.ts'

/** A provider as its form holds it: every field of both kinds. */
export interface ProviderDraft {
  readonly kind: 'oidc' | 'saml'
  readonly name: string
  readonly domains: string[]
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly groups: string
  /** Left empty: the usual ones. */
  readonly scopes: string[]
  readonly entryPoint: string
  readonly certificate: string
  readonly emailAttribute: string
  readonly nameAttribute: string
  readonly factors: 'stated' | 'trusted'
  /** Left empty: the usual values. */
  readonly factorValues: string[]
  readonly unsolicited: boolean
  readonly signOutAddress: string
  readonly cbc: boolean
  readonly signsRequests: boolean
  readonly joins: boolean
  readonly defaultRoles: readonly string[]
  readonly groupRoles: readonly { readonly group: string; readonly role: string }[]
}

const empty: ProviderDraft = {
  kind: 'oidc',
  name: '',
  domains: [],
  issuer: '',
  clientId: '',
  clientSecret: '',
  groups: '',
  scopes: [],
  entryPoint: '',
  certificate: '',
  emailAttribute: '',
  nameAttribute: '',
  factors: 'stated',
  factorValues: [],
  unsolicited: false,
  signOutAddress: '',
  cbc: false,
  signsRequests: false,
  joins: true,
  defaultRoles: ['viewer'],
  groupRoles: [],
}

export function draftOf(of: ProviderShown | null): ProviderDraft {
  if (of === null) return empty
  const common = {
    ...empty,
    name: of.name,
    domains: of.domains.map((d) => d.name),
    joins: of.joins,
    defaultRoles: of.defaultRoles,
    groupRoles: of.groupRoles,
    issuer: of.settings.issuer,
    factors: of.settings.factors ?? 'stated',
    factorValues: [...(of.settings.factorValues ?? [])],
  }
  if (of.kind === 'oidc') {
    const { clientId, groupsClaim, scopes } = of.settings
    return { ...common, kind: 'oidc', clientId, groups: groupsClaim ?? '', scopes: [...scopes] }
  }
  const { entryPoint, certificates, emailAttribute, nameAttribute, groupsAttribute } = of.settings
  return {
    ...common,
    kind: 'saml',
    entryPoint,
    certificate: certificates.join('\n'),
    emailAttribute: emailAttribute ?? '',
    nameAttribute: nameAttribute ?? '',
    groups: groupsAttribute ?? '',
    unsolicited: of.settings.unsolicited ?? false,
    signOutAddress: of.settings.signOutAddress ?? '',
    cbc: of.settings.cbc ?? false,
    signsRequests: of.settings.signsRequests ?? false,
  }
}

/** What is sent; texts left empty are nothing, an empty secret leaves the one that is kept. */
export function sentOf(draft: ProviderDraft): ProviderSent {
  const orNull = (text: string) => text.trim() || null
  const common = {
    name: draft.name,
    domains: draft.domains,
    joins: draft.joins,
    defaultRoles: [...draft.defaultRoles],
    groupRoles: draft.groupRoles.filter((g) => g.group.trim() !== '').map(({ group, role }) => ({ group, role })),
  }
  const factors = {
    factors: draft.factors,
    ...(draft.factorValues.length > 0 ? { factorValues: draft.factorValues } : {}),
  }
  if (draft.kind === 'oidc') {
    const { issuer, clientId, clientSecret, scopes } = draft
    return {
      kind: 'oidc',
      ...common,
      settings: {
        issuer: issuer.trim(),
        clientId,
        groupsClaim: orNull(draft.groups),
        ...(scopes.length === 0 ? {} : { scopes }),
        ...factors,
      },
      ...(clientSecret === '' ? {} : { clientSecret }),
    }
  }
  return {
    kind: 'saml',
    ...common,
    settings: {
      entryPoint: draft.entryPoint.trim(),
      issuer: draft.issuer,
      certificates: certificatesIn(draft.certificate),
      emailAttribute: orNull(draft.emailAttribute),
      nameAttribute: orNull(draft.nameAttribute),
      groupsAttribute: orNull(draft.groups),
      unsolicited: draft.unsolicited,
      signOutAddress: orNull(draft.signOutAddress),
      cbc: draft.cbc,
      signsRequests: draft.signsRequests,
      ...factors,
    },
  }
}

/** Several certificates may be pasted one after another; one without its frame is taken as it is. */
function certificatesIn(text: string): string[] {
  const framed = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g)
  return framed ? [...framed] : [text.trim()]
}
