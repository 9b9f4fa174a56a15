import { Button, type ButtonProps, Tooltip, VisuallyHidden } from '@mantine/core'
import { type ComponentProps, type MouseEvent, useId } from 'react'
import { useAsOf } from '../app/asOf.tsx'

export interface ActionButtonProps extends ButtonProps, Omit<ComponentProps<'button'>, keyof ButtonProps | 'ref'> {
  /** Why the action is barred, as a sentence; the button stays visible and says it. */
  readonly disabledReason?: string | null | false | undefined
  /** False for actions that change nothing and so work on past dates too (export, print). */
  readonly changes?: boolean
}

/** Why an action that changes something is barred: the past shown, or the reason at hand; null when it is not. */
export function useBarred(reason: string | null | false | undefined, changes = true): string | null {
  const asOf = useAsOf()
  return (changes ? asOf.reason : null) ?? (reason || null)
}

/** A button that, when barred, stays in place and focusable and says why. */
export function ActionButton({ disabledReason, changes = true, onClick, ...rest }: ActionButtonProps) {
  const barred = useBarred(disabledReason, changes)
  const id = useId()
  if (barred === null) return <Button onClick={onClick} {...rest} />
  const refuse = (event: MouseEvent) => event.preventDefault()
  return (
    <>
      <Tooltip label={barred}>
        <Button {...rest} type="button" aria-disabled data-disabled aria-describedby={id} onClick={refuse} />
      </Tooltip>
      <VisuallyHidden id={id}>{barred}</VisuallyHidden>
    </>
  )
}
