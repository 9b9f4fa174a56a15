import type { Session } from '../../../server/contract.ts'

/** What the sign-in page is told in its address. */
export interface Wanted {
  /** The page somebody wanted who had to sign in first, or was on when their session ended. */
  readonly next?: string | undefined
  /** The session ended while somebody was at work. */
  readonly ended?: '1' | undefined
}

/** The sign-in page, with the way back to the page that needs it. */
export const toSignIn = (href: string, hadSession: boolean): { to: '/'; search: Wanted } => ({
  to: '/',
  search: { next: href, ...(hadSession ? { ended: '1' as const } : {}) },
})

/**
 * The page to go on to once somebody is signed in, or null. Only pages of an organisation that opens to them: an address can
 * be made up by anybody who sends a link.
 */
export function wantedPage(next: unknown, organisations: Session['organisations']): string | null {
  if (typeof next !== 'string' || next.length > 2000 || /[\\\p{Cc}]/u.test(next)) return null
  const slug = /^\/([^/?#]+)(?=[/?#]|$)/.exec(next)?.[1]
  return organisations.some((o) => o.slug === slug) ? next : null
}
