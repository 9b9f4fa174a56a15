import type { StoryGroup } from '../../../programme/systemStory.ts'
import { t } from '../../app/i18n.ts'
import classes from './Story.module.css'
import { gaps } from './systemGaps.ts'

/** Jumps to a part of the story; says at a glance which parts are empty. */
export function StoryIndex({ groups }: { groups: readonly StoryGroup[] }) {
  return (
    <nav className={`${classes.index} no-print`} aria-label={t('Parts of the story')}>
      <ul>
        <li>
          <a href="#legal">{t('Class and roles')}</a>
        </li>
        {groups.map((group) => {
          const isGap = group.records.length === 0 && gaps[group.id] !== undefined
          return (
            <li key={group.id}>
              <a href={`#${group.id}`}>{group.title}</a>
              <span data-gap={isGap || undefined}>{isGap ? t('missing') : group.records.length}</span>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
