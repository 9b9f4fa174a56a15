import type { ReactNode } from 'react'
import { showNumber } from '../app/dates.ts'
import { BareLink, type LinkSearch } from './AppLink.tsx'
import classes from './Figure.module.css'
import type { Hue } from './tones.ts'

interface FigureProps {
  readonly value: number | string
  /** What is counted, in words that follow the number. */
  readonly label: string
  /** The list it counts, below the organisation. */
  readonly to: string
  readonly search?: LinkSearch
  readonly hue?: Hue
  readonly note?: ReactNode
}

/** A number that leads to the list it counts. */
export function Figure({ value, label, to, search, hue, note }: FigureProps) {
  return (
    <BareLink className={classes.figure} to={to} search={search ?? {}}>
      <span className={classes.value} style={hue ? { color: `var(--${hue}-ink)` } : undefined}>
        {typeof value === 'number' ? showNumber(value) : value}
      </span>
      <span className={classes.label}>{label}</span>
      {note ? <span className={classes.note}>{note}</span> : null}
    </BareLink>
  )
}

/** Figures side by side, divided by lines. */
export function Figures({ children }: { children: ReactNode }) {
  return <div className={classes.figures}>{children}</div>
}
