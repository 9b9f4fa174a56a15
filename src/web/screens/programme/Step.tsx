import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type KeyboardEvent, useId } from 'react'
import type { StepStanding } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { Meter } from '../parts/Meter.tsx'
import classes from './Programme.module.css'
import { StepDetail } from './StepDetail.tsx'

interface StepProps {
  readonly step: StepStanding
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** A step as a row that unfolds in place; arrows go from step to step. */
export function Step({ step, isOpen, onToggle }: StepProps) {
  const id = useId()
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <li className={classes.step}>
      <h3 className={classes.stepHead}>
        <UnstyledButton
          className={`${classes.stepButton} print-keep`}
          aria-expanded={isOpen}
          aria-controls={id}
          data-step={step.id}
          onClick={onToggle}
          onKeyDown={goAlong}
        >
          <Chevron size={16} aria-hidden className={classes.chevron} />
          <span className={classes.stepTitle}>{step.title}</span>
          <span className={classes.stepMissing}>
            {step.missing.length > 0
              ? t('{count, plural, one {# point missing} other {# points missing}}', { count: step.missing.length })
              : ''}
          </span>
          <span className={classes.stepMeter}>
            <Meter share={step.progress} />
          </span>
          <span className={classes.stepState}>
            <ToneBadge tone={step.state} plain />
          </span>
        </UnstyledButton>
      </h3>
      <div id={id} hidden={!isOpen}>
        {isOpen ? <StepDetail step={step} /> : null}
      </div>
    </li>
  )
}

/** Up and down move the focus to the neighbouring step, across phases too. */
function goAlong(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const all = [...document.querySelectorAll<HTMLElement>('[data-step]')]
  const next = all[all.indexOf(event.currentTarget) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
