import { X509Certificate } from 'node:crypto'

/** Why a certificate cannot be used; null when it can. */
export function certificateProblem(text: string): string | null {
  const pem = text.includes('-----BEGIN') ? text : `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`
  try {
    const { validTo } = new X509Certificate(pem)
    return Date.parse(validTo) < Date.now() ? `The certificate ran out on ${validTo}.` : null
  } catch {
    return 'This is no certificate.'
  }
}
