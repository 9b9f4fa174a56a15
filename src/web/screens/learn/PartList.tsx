import { UnstyledButton } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import classes from './Learn.module.css'

interface PartListProps {
  readonly names: readonly string[]
  /** The part that is open, from 1. */
  readonly at: number
  readonly go: (part: number) => void
}

/** How far one is, and a way to each part; on a phone the way is left to the buttons below the text. */
export function PartList({ names, at, go }: PartListProps) {
  return (
    <nav className={classes.parts} aria-label={t('Parts of the course')}>
      <p className={classes.progress}>
        {t('Part {at} of {all}', { at, all: names.length })}
        <span className={classes.track} aria-hidden>
          <span style={{ inlineSize: `${(100 * at) / names.length}%` }} />
        </span>
      </p>
      <ol className={classes.list}>
        {names.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two parts may be called alike
          <li key={`${index + 1} ${name}`}>
            <UnstyledButton
              className={classes.partLink}
              aria-current={index + 1 === at ? 'step' : undefined}
              onClick={() => go(index + 1)}
            >
              <span className={classes.number}>{index + 1}</span>
              <span dir="auto">{name}</span>
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </nav>
  )
}
