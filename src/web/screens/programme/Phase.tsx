import { useEffect, useRef } from 'react'
import type { PhaseStanding } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { Meter } from '../parts/Meter.tsx'
import classes from './Programme.module.css'
import { Step } from './Step.tsx'

interface PhaseProps {
  readonly phase: PhaseStanding
  readonly isOpen: (step: string) => boolean
  readonly onToggle: (step: string) => void
  /** The address asks for this phase; it is brought into view. */
  readonly isWanted: boolean
}

/** One phase with its progress and its steps. */
export function Phase({ phase, isOpen, onToggle, isWanted }: PhaseProps) {
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isWanted) place.current?.scrollIntoView({ block: 'start' })
  }, [isWanted])
  return (
    <section className={classes.phase} ref={place} aria-labelledby={`phase-${phase.id}`}>
      <div className={classes.phaseHead}>
        <h2 id={`phase-${phase.id}`} className={classes.phaseTitle}>
          {phase.title}
        </h2>
        <span className={classes.phaseCount}>
          {t('{done} of {total} proven', { done: phase.done, total: phase.steps.length })}
        </span>
        <span className={classes.phaseMeter}>
          <Meter share={phase.progress} />
        </span>
      </div>
      <ol className={classes.steps}>
        {phase.steps.map((step) => (
          <Step key={step.id} step={step} isOpen={isOpen(step.id)} onToggle={() => onToggle(step.id)} />
        ))}
      </ol>
    </section>
  )
}
