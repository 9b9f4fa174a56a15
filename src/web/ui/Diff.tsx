import { VisuallyHidden } from '@mantine/core'
import { t } from '../app/i18n.ts'
import classes from './Diff.module.css'
import { wordDiff } from './wordDiff.ts'

/** Two texts as one, with what was removed struck through and what was added underlined; never by colour alone. */
export function Diff({ before, after }: { before: string; after: string }) {
  return (
    <span className={classes.diff} dir="auto">
      {wordDiff(before, after).map((part, index) => {
        // Parts have no identity but their place.
        const key = `${index}-${part.kind}`
        if (part.kind === 'same') return <span key={key}>{part.text}</span>
        const isRemoved = part.kind === 'removed'
        const Element = isRemoved ? 'del' : 'ins'
        return (
          <Element key={key} className={isRemoved ? classes.removed : classes.added}>
            <VisuallyHidden>{isRemoved ? t('removed:') : t('added:')} </VisuallyHidden>
            {part.text}
          </Element>
        )
      })}
    </span>
  )
}
