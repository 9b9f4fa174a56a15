import type { Home } from '../../../server/contract/told.ts'
import { showAgo } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { inSentence } from '../../app/inSentence.ts'
import { useModel } from '../../app/model.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './Home.module.css'

/** What changed in the last seven days: how much, by how many, and the newest. */
export function Week({ week }: { week: Home['week'] }) {
  const words = useActionWords()
  const { changes, people } = week
  return (
    <Section
      title={t('Changed this week')}
      aside={
        changes === 0
          ? null
          : t(
              '{changes, plural, one {# change} other {# changes}} by {people, plural, one {one person} other {# people}}',
              {
                changes,
                people,
              },
            )
      }
    >
      {changes === 0 ? (
        <Quiet>{t('Nothing changed in the last seven days.')}</Quiet>
      ) : (
        <ul className={classes.list}>
          {week.items.map((item) => (
            <li key={item.record.id} className={classes.work}>
              <RecordLink record={item.record} />
              <span className={classes.when}>{showAgo(item.at)}</span>
              <span className={classes.when}>{`${item.actor} · ${words(item)}`}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

/** What was done to a record, in words; a move by the label its register gives it. */
function useActionWords(): (item: Home['week']['items'][number]) => string {
  const model = useModel()
  const known: Readonly<Record<string, string>> = {
    create: t('created'),
    edit: t('edited'),
    archive: t('archived'),
    unarchive: t('taken out of the archive'),
    restore: t('put back to an earlier version'),
    pseudonymise: t('rid of a person’s name'),
  }
  return ({ action, record }) => {
    const name = action.replace(/^move[: ]/, '')
    const move = model.byName(record.register)?.moves.find((m) => m.name === name)
    return move ? inSentence(move.label) : (known[action] ?? action)
  }
}
