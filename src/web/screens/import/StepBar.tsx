import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../app/i18n.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import screen from '../parts/Screen.module.css'

interface StepBarProps {
  readonly label: string
  readonly disabledReason?: string | null | false
  readonly loading?: boolean
  readonly onBack: () => void
  readonly onNext: () => void
  readonly children?: ReactNode
}

/** Foot of a step: back, where things stand, on. */
export function StepBar({ label, disabledReason, loading = false, onBack, onNext, children }: StepBarProps) {
  return (
    <div className={`${screen.applyBar} no-print`}>
      <Button variant="default" onClick={onBack}>
        {t('Back')}
      </Button>
      {children}
      <ActionButton disabledReason={disabledReason} loading={loading} onClick={onNext}>
        {label}
      </ActionButton>
    </div>
  )
}
