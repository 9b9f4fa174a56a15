export const signInBase = '/api/v1/single-sign-on'

/** What we are called, and where a SAML provider's messages arrive. */
export interface SamlPlaces {
  readonly entity: string
  readonly acs: string
  /** Requests to sign out, and answers to ours. */
  readonly slo: string
}

export function samlPlaces(address: string, provider: string): SamlPlaces {
  const base = `${address}${signInBase}/${provider}`
  return { entity: `${base}/metadata`, acs: `${base}/acs`, slo: `${base}/slo` }
}
