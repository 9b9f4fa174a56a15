import { showNumber } from '../../app/dates.ts'
import classes from './Import.module.css'

/** Numbers with their names; the first always, the others where there are any. */
export const Counts = ({ facts }: { facts: readonly (readonly [label: string, count: number])[] }) => (
  <dl className={classes.counts}>
    {facts
      .filter(([, count], at) => count > 0 || at === 0)
      .map(([label, count]) => (
        <div key={label}>
          <dd>{showNumber(count)}</dd>
          <dt>{label}</dt>
        </div>
      ))}
  </dl>
)
