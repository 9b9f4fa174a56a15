import type { SystemAnswer } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useBarred } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import screen from '../parts/Screen.module.css'
import classes from './Story.module.css'
import { gaps } from './systemGaps.ts'

/** Parts of the story that nothing is on record for, each with where it is filled. */
export function StoryGaps({ story, path }: { story: SystemAnswer; path: string }) {
  const model = useModel()
  const barred = useBarred(null)
  const { id, ref } = story.system
  const missing = story.groups.filter((group) => group.records.length === 0 && gaps[group.id] !== undefined)
  if (missing.length === 0) {
    return <p className={screen.notice}>{t('No part of the story is missing: every part below holds records.')}</p>
  }
  return (
    <section className={screen.notice} data-hue="warn" aria-label={t('What is missing')}>
      <strong>
        {t('{count, plural, one {One part of the story is missing} other {# parts of the story are missing}}', {
          count: missing.length,
        })}
      </strong>
      <ul className={classes.gaps}>
        {missing.map((group) => {
          const gap = gaps[group.id]?.()
          if (!gap) return null
          const { to } = gap
          const address =
            to === 'edit'
              ? `r/${path}/${ref}/edit`
              : 'path' in to
                ? to.path
                : `r/${model.byName(to.register)?.path}/new`
          return (
            <li key={group.id}>
              {group.title}: {gap.says}{' '}
              {barred === null ? (
                <AppLink
                  to={address}
                  search={typeof to === 'object' && 'link' in to ? { with: `${to.link}:${id}` } : {}}
                  underline="always"
                  c="inherit"
                >
                  {gap.action}
                </AppLink>
              ) : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
