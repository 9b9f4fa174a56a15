import type { ReactNode } from 'react'
import { t } from '../app/i18n.ts'
import classes from './States.module.css'

interface EmptyStateProps {
  readonly title: string
  /** What belongs here and why the standard asks for it. */
  readonly children?: ReactNode
  readonly example?: ReactNode
  /** The first thing to do. */
  readonly action?: ReactNode
}

/** An empty place that teaches what belongs in it. */
export function EmptyState({ title, children, example, action }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <h2>{title}</h2>
      {typeof children === 'string' ? <p className={classes.soft}>{children}</p> : children}
      {example ? (
        <p className={classes.example}>
          {t('For example:')} {example}
        </p>
      ) : null}
      {action ? <div className={`${classes.actions} no-print`}>{action}</div> : null}
    </div>
  )
}
