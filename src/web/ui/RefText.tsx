import classes from './RefText.module.css'

/** A record's number as sentences hold it: `RISK-12`. */
const numbers = /(\b[A-Z]{1,6}-\d+\b)/

/** A sentence whose numbers of records never break at their hyphen. */
export function RefText({ children }: { children: string }) {
  return children.split(numbers).map((part, at) =>
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence stay in their order
      <span key={at} className={classes.number}>
        {part}
      </span>
    ) : (
      part
    ),
  )
}
