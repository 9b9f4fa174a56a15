import { Anchor, type AnchorProps } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import { useOrganisation } from '../app/session.tsx'

export type LinkSearch = Readonly<Record<string, string | readonly string[] | undefined>>

/** Address below the open organisation: `r/risks/RISK-1` gives `/acme/r/risks/RISK-1`; an empty path is home. */
export function useOrgPath(): (path: string) => string {
  const { slug } = useOrganisation()
  return (path) => (path === '' ? `/${slug}` : `/${slug}/${path.replace(/^\//, '')}`)
}

/** What TanStack's `Link` takes for an address below the organisation; keeps the date shown. */
export function useOrgLink() {
  const orgPath = useOrgPath()
  return (to: string, search: LinkSearch = {}) => ({
    to: orgPath(to),
    search: ((old: { asOf?: string }) => ({ asOf: old.asOf, ...search })) as never,
  })
}

interface AppLinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  readonly to: string
  readonly search?: LinkSearch
  readonly children: ReactNode
}

/** Told to be the current page only where its parameters are the current ones too, none left out. */
const exactly = { exact: true, includeSearch: true }

/** A plain link to a page of the open organisation, without any style of its own. */
export function BareLink({ to, search, ...rest }: AppLinkProps) {
  const link = useOrgLink()
  return <Link {...link(to, search)} {...(search ? { activeOptions: exactly } : {})} {...rest} />
}

/** A link in text to a page of the open organisation. */
export function AppLink({
  to,
  search,
  children,
  ...rest
}: AnchorProps & Pick<AppLinkProps, 'to' | 'search' | 'children'>) {
  const link = useOrgLink()
  return (
    <Anchor
      inherit
      {...rest}
      renderRoot={(props) => (
        <Link {...props} {...link(to, search)}>
          {children}
        </Link>
      )}
    />
  )
}
