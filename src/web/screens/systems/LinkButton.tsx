import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { BareLink, type LinkSearch } from '../../ui/AppLink.tsx'

interface LinkButtonProps {
  readonly to: string
  readonly search?: LinkSearch
  readonly children: ReactNode
}

/** A quiet way to another page, beside the one primary action. */
export function LinkButton({ to, search, children }: LinkButtonProps) {
  return (
    <Button
      variant="subtle"
      color="gray"
      renderRoot={(props) => <BareLink {...props} to={to} {...(search ? { search } : {})} />}
    >
      {children}
    </Button>
  )
}
