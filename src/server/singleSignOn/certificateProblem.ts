import { X509Certificate } from 'node:crypto'
import { type Said, say } from '../../model/index.ts'

/** A certificate with the frame that it may have been given without. */
export const framed = (text: string): string =>
  text.includes('-----BEGIN') ? text : `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----`

/** Why a certificate cannot be used; null when it can. */
export function certificateProblem(text: string): Said | null {
  try {
    const { validTo } = new X509Certificate(framed(text))
    return Date.parse(validTo) < Date.now()
      ? say`The certificate ran out on ${new Date(validTo).toISOString().slice(0, 10)}.`
      : null
  } catch {
    return say`This is no certificate.`
  }
}
