import type { FactorSettings } from '../../store/identityProviders.ts'

/** Values of `amr` (RFC 8176) and `acr` that mean more than one factor. */
export const usualOidcFactors: readonly string[] = [
  'mfa',
  'http://schemas.openid.net/pape/policies/2007/06/multi-factor',
  'https://refeds.org/profile/mfa',
  'phr',
  'phrh',
]

/** Authentication contexts of SAML that mean more than one factor. */
export const usualSamlFactors: readonly string[] = [
  'https://refeds.org/profile/mfa',
  'http://schemas.microsoft.com/claims/multipleauthn',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract',
  'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI',
]

/** Whether what a provider states, or is trusted to, means that more than one factor was shown. */
export function hasTwoFactors(
  { factors, factorValues }: FactorSettings,
  usual: readonly string[],
  stated: readonly string[],
): boolean {
  if (factors === 'trusted') return true
  const counting = factorValues ?? usual
  return stated.some((value) => counting.includes(value))
}
