import { X509Certificate } from 'node:crypto'

/** A certificate with the frame that it may have been given without. */
export const framed = (text: string): string =>
  text.includes('-----BEGIN') ? text : `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`

/** Why a certificate cannot be used; null when it can. */
export function certificateProblem(text: string): string | null {
  try {
    const { validTo } = new X509Certificate(framed(text))
    return Date.parse(validTo) < Date.now() ? `The certificate ran out on ${validTo}.` : null
  } catch {
    return 'This is no certificate.'
  }
}
