import type { DocumentsAndPeople } from '../../../server/contract.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Figure, Figures } from '../../ui/Figure.tsx'
import { Page } from '../../ui/Page.tsx'
import { AreaRegisters } from '../parts/AreaRegisters.tsx'
import { Asked } from '../parts/Asked.tsx'
import { FilterChips } from '../parts/FilterChips.tsx'
import { Section } from '../parts/Section.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { BeginAll } from './BeginDocuments.tsx'
import classes from './Documents.module.css'
import { NeededTable } from './NeededTable.tsx'
import { ReachedTable } from './ReachedTable.tsx'
import { isShow, type Show, showing } from './showing.ts'

/** Which documents are needed and how far each is, and who confirmed and learnt what. */
export default function DocumentsAndPeopleScreen() {
  const answer = useOrgQuery('documents-and-people')
  const [{ show }] = useAddress<'show'>()
  const shown: Show = isShow(show) ? show : 'all'
  return (
    <Page
      title={t('Documents & people')}
      standing={
        answer.data ? standingOf(answer.data) : t('Policies and procedures, and the people who know and follow them.')
      }
      action={answer.data ? <BeginAll needed={answer.data.needed} /> : null}
    >
      <Asked answer={answer} rows={12}>
        {(told) => (
          <>
            <Counts told={told} />
            <Section title={t('Needed documents')}>
              <FilterChips
                label={t('How far they are')}
                to="documents"
                name="show"
                value={shown}
                choices={showing().map(({ value, label, holds }) => ({
                  value,
                  label,
                  count: told.needed.filter(holds).length,
                }))}
              />
              <NeededTable
                needed={told.needed.filter((d) =>
                  showing()
                    .find((s) => s.value === shown)
                    ?.holds(d),
                )}
              />
            </Section>
            <div className={classes.pair}>
              <Section
                title={t('Confirmed')}
                aside={<AppLink to="r/acknowledgements">{t('All confirmations')}</AppLink>}
              >
                <ReachedTable
                  rows={told.confirmations}
                  what={t('Document')}
                  none={t('Nobody was asked to confirm a document in force.')}
                />
              </Section>
              <Section title={t('Learnt')} aside={<AppLink to="r/trainings">{t('All trainings')}</AppLink>}>
                <ReachedTable rows={told.trainings} what={t('Course')} none={t('No course is assigned to anybody.')} />
              </Section>
            </div>
            <AreaRegisters area="documents" />
          </>
        )}
      </Asked>
    </Page>
  )
}

const sum = (rows: DocumentsAndPeople['trainings'], of: (row: (typeof rows)[number]) => number) =>
  rows.reduce((all, row) => all + of(row), 0)

const isThere = (standing: string) => ['inForce', 'due', 'overdue'].includes(standing)

function standingOf({ needed }: DocumentsAndPeople): string {
  const wanted = needed.filter((d) => d.standing !== 'notNeeded')
  return t('{there} of {wanted} needed documents and records are there; {missing} are missing.', {
    there: showNumber(wanted.filter((d) => isThere(d.standing)).length),
    wanted: showNumber(wanted.length),
    missing: showNumber(wanted.filter((d) => d.standing === 'missing').length),
  })
}

function Counts({ told }: { told: DocumentsAndPeople }) {
  const count = (show: Show) =>
    told.needed.filter((d) =>
      showing()
        .find((s) => s.value === show)
        ?.holds(d),
    ).length
  const late = sum(told.confirmations, (row) => row.late)
  const behind = sum(told.trainings, (row) => row.late)
  const warn = (n: number) => (n > 0 ? { hue: 'warn' as const } : {})
  return (
    <Figures>
      <Figure value={count('there')} label={t('there')} to="documents" search={{ show: 'there' }} />
      <Figure
        value={count('missing')}
        label={t('missing')}
        to="documents"
        search={{ show: 'missing' }}
        {...(count('missing') > 0 ? { hue: 'bad' as const } : {})}
      />
      <Figure value={count('begun')} label={t('begun or in review')} to="documents" search={{ show: 'begun' }} />
      <Figure
        value={count('review')}
        label={t('to be reviewed')}
        to="documents"
        search={{ show: 'review' }}
        {...warn(count('review'))}
      />
      <Figure
        value={late}
        label={t('confirmations late')}
        to="r/acknowledgements"
        search={{ filter: ['state:is:asked'] }}
        {...warn(late)}
      />
      <Figure
        value={behind}
        label={t('trainings late')}
        to="r/trainings"
        search={{ filter: ['state:is:assigned|failed'] }}
        {...warn(behind)}
      />
    </Figures>
  )
}
