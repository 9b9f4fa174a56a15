import type { HomeGroup } from '../../../server/contract.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Meter } from '../parts/Meter.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './Home.module.css'

interface GroupBarsProps {
  readonly title: string
  /** Heading of the first column. */
  readonly first: string
  readonly groups: readonly HomeGroup[]
}

/** Clauses, or groups of controls, each with its share shown; they lead to their part of the clause map. */
export function GroupBars({ title, first, groups }: GroupBarsProps) {
  return (
    <Section title={title} aside={<AppLink to="explore/clauses">{t('Clause map')}</AppLink>}>
      <table className={classes.bars}>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col" className={classes.meterCell}>
              {t('Shown')}
            </th>
            <th scope="col" className={classes.end}>
              {t('Findings')}
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.id}>
              <th scope="row">
                <span className={classes.named}>
                  <span className={classes.id}>{group.id}</span>
                  <AppLink to="explore/clauses" search={{ part: group.id }}>
                    {group.title}
                  </AppLink>
                </span>
              </th>
              <td>
                <Meter share={group.score} />
              </td>
              <td className={classes.end}>
                {group.findings === 0 ? (
                  '–'
                ) : (
                  <AppLink to="audit/readiness" search={{ part: group.id }}>
                    {showNumber(group.findings)}
                  </AppLink>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}
