import { Progress } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../app/i18n.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import classes from './Screen.module.css'

interface ApplyBarProps {
  readonly chosen: number
  readonly total: number
  /** Written so far; null while nothing is being written. */
  readonly done: number | null
  readonly label: string
  readonly disabledReason?: string | null
  readonly onApply: () => void
  readonly children?: ReactNode
}

/** Stays at the foot of a list of proposals: how many are chosen, and the action that takes them over. */
export function ApplyBar({ chosen, total, done, label, disabledReason, onApply, children }: ApplyBarProps) {
  return (
    <section className={`${classes.applyBar} no-print`} aria-label={t('Chosen proposals')}>
      <span role="status">
        {done === null
          ? t('{chosen} of {total} chosen', { chosen, total })
          : t('Writing: {done} of {chosen}', { done, chosen })}
      </span>
      {done === null ? children : <Progress w={160} value={(100 * done) / Math.max(1, chosen)} aria-label={label} />}
      <ActionButton
        loading={done !== null}
        disabledReason={disabledReason ?? (chosen === 0 ? t('Choose at least one proposal.') : null)}
        onClick={onApply}
      >
        {label}
      </ActionButton>
    </section>
  )
}
