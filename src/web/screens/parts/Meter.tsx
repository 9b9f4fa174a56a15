import type { Hue } from '../../ui/tones.ts'
import classes from './Meter.module.css'
import { showPercent } from './showPercent.ts'

interface MeterProps {
  /** 0 to 1; null when nothing can be judged. */
  readonly share: number | null
  readonly hue?: Hue
}

/** A share as a thin bar with its number beside it; the number says it all, so the bar is hidden from screen readers. */
export function Meter({ share, hue }: MeterProps) {
  return (
    <span className={classes.meter}>
      <span className={classes.track} aria-hidden>
        <span
          className={classes.fill}
          style={{ width: `${100 * (share ?? 0)}%`, ...(hue ? { background: `var(--${hue}-ink)` } : {}) }}
        />
      </span>
      <span className={classes.number}>{share === null ? '–' : showPercent(share)}</span>
    </span>
  )
}
