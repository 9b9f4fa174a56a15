import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { Asked } from '../parts/Asked.tsx'
import screen from '../parts/Screen.module.css'
import { Quiet, Section } from '../parts/Section.tsx'
import { useToday } from '../parts/useToday.ts'

const soonDays = 90
const shown = 8

const addDays = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** Acceptances that ran out or soon will; after that day the risk is no longer covered. */
export function Acceptances() {
  const today = useToday()
  const path = useModel().byName('riskAcceptance')?.path ?? ''
  const filter = ['state:is:accepted', `expiresOn:before:${addDays(today, soonDays)}`]
  const asked = useOrgQuery('records/{register}', {
    at: { register: path },
    query: { filter, sort: 'expiresOn', limit: shown, count: true },
  })
  return (
    <Section
      title={t('Acceptances that ran out or will within {days} days', { days: soonDays })}
      aside={
        <AppLink to={`r/${path}`} search={{ filter }}>
          {t('{total, plural, =0 {Open the list} one {Open the list} other {All # of them}}', {
            total: asked.data?.total ?? 0,
          })}
        </AppLink>
      }
    >
      <Asked answer={asked} rows={2}>
        {({ items, names }) =>
          items.length === 0 ? (
            <Quiet>{t('No acceptance runs out soon.')}</Quiet>
          ) : (
            <div className={screen.tableFrame}>
              <table className={`${screen.table} ${screen.stacked}`}>
                <caption>{t('Acceptances running out')}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t('Risk')}</th>
                    <th scope="col">{t('Acceptance')}</th>
                    <th scope="col">{t('Runs out on')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((item) => {
                    const risk = names[String(item.values.risk)]
                    const day = String(item.values.expiresOn)
                    return (
                      <tr key={item.id}>
                        <td>{risk ? <RecordLink record={risk} /> : t('not shared with you')}</td>
                        <td data-label={t('Acceptance')}>
                          <RecordLink record={item} />
                        </td>
                        <td data-label={t('Runs out on')}>
                          <ToneBadge tone={day < today ? 'overdue' : 'due'} label={showDay(day, 'short')} plain />
                        </td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            </div>
          )
        }
      </Asked>
    </Section>
  )
}
