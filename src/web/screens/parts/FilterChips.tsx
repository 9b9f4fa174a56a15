import { showNumber } from '../../app/dates.ts'
import { BareLink, type LinkSearch } from '../../ui/AppLink.tsx'
import classes from './Screen.module.css'

interface FilterChipsProps<K extends string> {
  readonly label: string
  /** Address of the screen, below the organisation. */
  readonly to: string
  /** Parameter of the address that holds the choice; the first choice leaves it out. */
  readonly name: string
  readonly value: K
  /** Further parameters that stay as they are. */
  readonly keep?: LinkSearch
  readonly choices: readonly { readonly value: K; readonly label: string; readonly count?: number }[]
}

/** Ways to narrow a screen down; each is a link, so each can be shared. */
export function FilterChips<K extends string>({ label, to, name, value, keep, choices }: FilterChipsProps<K>) {
  return (
    <nav className={`${classes.choices} no-print`} aria-label={label}>
      {choices.map((choice, at) => (
        <BareLink
          key={choice.value}
          to={to}
          search={{ ...keep, [name]: at === 0 ? undefined : choice.value }}
          className={classes.chip}
          aria-current={choice.value === value ? 'true' : undefined}
        >
          {choice.label}
          {choice.count === undefined ? null : <span>{showNumber(choice.count)}</span>}
        </BareLink>
      ))}
    </nav>
  )
}
