import type { Home } from '../../../server/contract/told.ts'
import { showAgo } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { inSentence } from '../../app/inSentence.ts'
import { useModel } from '../../app/model.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
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
          {together(week.items).map(({ first, rest }) => (
            <li key={first.record.id} className={classes.work}>
              <RecordLink record={first.record} />
              <span className={classes.when}>{showAgo(first.at)}</span>
              <span className={classes.told}>
                {`${first.actor} · ${words(first)}`}
                {rest.length > 0 ? (
                  <>
                    {', '}
                    {t('and {rest} more:', { rest: rest.length })}{' '}
                    {rest.map(({ record }, at) => (
                      <span key={record.id}>
                        {at > 0 ? ', ' : ''}
                        <RefLink record={record} />
                      </span>
                    ))}
                  </>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

type Item = Home['week']['items'][number]

/** What one person did to several records of a register on one day, one after the other, is told once. */
function together(items: readonly Item[]): readonly { first: Item; rest: readonly Item[] }[] {
  const told: { first: Item; rest: Item[] }[] = []
  for (const item of items) {
    const last = told.at(-1)
    if (last && likeness(last.first) === likeness(item)) last.rest.push(item)
    else told.push({ first: item, rest: [] })
  }
  return told
}

const likeness = ({ actor, action, at, record }: Item) => [actor, action, record.register, at.slice(0, 10)].join(' ')

function RefLink({ record }: { record: Item['record'] }) {
  const path = useModel().byName(record.register)?.path
  return path === undefined ? record.ref : <AppLink to={`r/${path}/${record.ref}`}>{record.ref}</AppLink>
}

/** What was done to a record, in words; a move by the label its register gives it. */
function useActionWords(): (item: Item) => string {
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
