import { Resolver } from 'node:dns/promises'

const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/** A host name of at least two parts, the last of them no number. */
export function isDomain(text: string): boolean {
  const parts = text.split('.')
  return (
    text.length <= 253 && parts.length >= 2 && parts.every((p) => label.test(p)) && !/^\d+$/.test(parts.at(-1) ?? '')
  )
}

/** The domain of an e-mail address in small letters; null when it is none. */
export function domainOf(email: string): string | null {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1).toLowerCase()
  return at > 0 && isDomain(domain) ? domain : null
}

/** The TXT record that shows who administers a domain. */
export const domainRecord = (token: string) => `openaims-verification=${token}`

/** Whether the domain carries the record. */
export async function carriesRecord(domain: string, token: string): Promise<boolean> {
  const resolver = new Resolver({ timeout: 3000, tries: 2 })
  const found = await resolver.resolveTxt(domain).catch(() => [])
  return found.some((parts) => parts.join('') === domainRecord(token))
}
