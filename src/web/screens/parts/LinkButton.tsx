import type { ReactNode } from 'react'
import { ActionButton, type ActionButtonProps, useBarred } from '../../ui/ActionButton.tsx'
import { BareLink, type LinkSearch } from '../../ui/AppLink.tsx'

interface LinkButtonProps extends Pick<ActionButtonProps, 'variant' | 'leftSection' | 'disabledReason' | 'color'> {
  readonly to: string
  readonly search?: LinkSearch
  /** True when it leads to something that changes records; then it is barred on past dates. */
  readonly changes?: boolean
  readonly children: ReactNode
}

/** A button that leads to another page; barred, it stays in place and says why. */
export function LinkButton({
  to,
  search = {},
  changes = false,
  disabledReason = null,
  variant = 'subtle',
  color = variant === 'subtle' ? 'gray' : undefined,
  children,
  ...rest
}: LinkButtonProps) {
  const barred = useBarred(disabledReason, changes)
  const asLink = { renderRoot: (props: { children: ReactNode }) => <BareLink {...props} to={to} search={search} /> }
  return (
    <ActionButton
      variant={variant}
      {...(color === undefined ? {} : { color })}
      {...rest}
      changes={changes}
      disabledReason={disabledReason}
      {...(barred === null ? asLink : {})}
    >
      {children}
    </ActionButton>
  )
}
