import { Button } from '@mantine/core'
import type { AuditCoverage } from '../../../programme/auditCoverage.ts'
import type { RecordItem } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink, BareLink } from '../../ui/AppLink.tsx'
import { Figure, Figures } from '../../ui/Figure.tsx'
import { Page } from '../../ui/Page.tsx'
import { AreaRegisters } from '../parts/AreaRegisters.tsx'
import { Asked } from '../parts/Asked.tsx'
import { Section } from '../parts/Section.tsx'
import { showPercent } from '../parts/showPercent.ts'
import { useAllRecords } from '../parts/useAllRecords.ts'
import { useToday } from '../parts/useToday.ts'
import classes from './AuditArea.module.css'
import { AuditNext } from './AuditNext.tsx'
import { AuditPreparation } from './AuditPreparation.tsx'
import { FindingAges } from './FindingAges.tsx'
import { findingAges } from './findingAges.ts'
import { GroupCoverage } from './GroupCoverage.tsx'
import { openFindings } from './openFindings.ts'
import { ReviewPreview } from './ReviewPreview.tsx'
import { UpcomingAudits } from './UpcomingAudits.tsx'

/** Audits, findings and reviews on one page: what is covered, what comes, what is open. */
export default function AuditArea() {
  const coverage = useOrgQuery('audit-coverage')
  const audits = useAllRecords('audit', { filter: ['state:is:planned|inProgress'] })
  const findings = useAllRecords('finding', { filter: [openFindings] })
  const today = useToday()
  const upcoming = (audits.data?.items ?? []).toSorted(byStart)
  return (
    <Page
      title={t('Audit & improve')}
      standing={
        coverage.data && audits.data && findings.data
          ? standingOf(coverage.data, upcoming, findings.data.items.length, today)
          : t('Audits, findings and reviews: what is covered, what comes, what is open.')
      }
      action={
        <Button renderRoot={(props) => <BareLink {...props} to="audit/pack" />}>{t('Audit pack and reports')}</Button>
      }
    >
      <Asked answer={findings} rows={3}>
        {({ items }) => <AuditFigures findings={items} today={today} coverage={coverage.data} />}
      </Asked>
      <div className={classes.columns}>
        <div>
          <Section title={t('Upcoming audits')} aside={<AppLink to="r/audits">{t('All audits')}</AppLink>}>
            <Asked answer={audits} rows={3}>
              {({ names }) => <UpcomingAudits audits={upcoming} names={names} today={today} />}
            </Asked>
          </Section>
          <Section
            title={t('Open findings by age')}
            aside={
              <AppLink to="r/findings" search={{ filter: [openFindings] }}>
                {t('All open findings')}
              </AppLink>
            }
          >
            <Asked answer={findings} rows={4}>
              {({ items }) => <FindingAges ages={findingAges(items, today)} />}
            </Asked>
          </Section>
          <Section
            title={t('Coverage of the audit cycle')}
            aside={<AppLink to="audit/coverage">{t('Whole matrix')}</AppLink>}
          >
            <Asked answer={coverage}>{(answer) => <GroupCoverage coverage={answer} />}</Asked>
          </Section>
        </div>
        <div>
          <Asked answer={coverage}>{(answer) => <AuditNext coverage={answer} />}</Asked>
          <AuditPreparation />
          <ReviewPreview />
          <AreaRegisters area="audit" />
        </div>
      </div>
    </Page>
  )
}

const byStart = (a: RecordItem, b: RecordItem): number =>
  String(a.values.plannedOn ?? '9').localeCompare(String(b.values.plannedOn ?? '9'))

function standingOf(coverage: AuditCoverage, upcoming: readonly RecordItem[], open: number, today: string): string {
  const audited = t('{share} of what this audit cycle has to cover is audited', {
    share: showPercent(coverage.covered),
  })
  const found = t('{open, plural, =0 {no finding is open} one {# finding is open} other {# findings are open}}', {
    open,
  })
  const next = upcoming.find((audit) => String(audit.values.plannedOn ?? '') >= today)
  return next
    ? `${audited}; ${found}. ${t('Next: {ref} on {day}.', { ref: next.ref, day: showDay(String(next.values.plannedOn)) })}`
    : `${audited}; ${found}. ${t('No audit is dated ahead.')}`
}

interface AuditFiguresProps {
  readonly findings: readonly RecordItem[]
  readonly today: string
  readonly coverage: AuditCoverage | undefined
}

function AuditFigures({ findings, today, coverage }: AuditFiguresProps) {
  const count = (grade: string) => findings.filter((finding) => finding.values.grade === grade).length
  const late = findings.filter((finding) => String(finding.values.dueOn ?? '9') < today).length
  const figure = (grade: 'major' | 'minor', label: string, hue: 'bad' | 'warn') => (
    <Figure
      value={count(grade)}
      label={label}
      to="r/findings"
      search={{ filter: [openFindings, `grade:is:${grade}`] }}
      {...(count(grade) > 0 ? { hue } : {})}
    />
  )
  return (
    <Figures>
      <Figure
        value={coverage ? showPercent(coverage.covered) : '–'}
        label={t('of the cycle audited')}
        note={coverage ? t('until {day}', { day: showDay(coverage.cycle.until) }) : null}
        to="audit/coverage"
      />
      {figure('major', t('major nonconformities open'), 'bad')}
      {figure('minor', t('minor nonconformities open'), 'warn')}
      <Figure
        value={late}
        label={t('findings past their date')}
        to="r/findings"
        search={{ filter: [openFindings, `dueOn:before:${today}`] }}
        {...(late > 0 ? { hue: 'bad' as const } : {})}
      />
      <Figure
        value={coverage?.missing.length ?? '–'}
        label={t('not audited and not planned')}
        to="audit/coverage"
        search={{ show: 'missing' }}
      />
    </Figures>
  )
}
