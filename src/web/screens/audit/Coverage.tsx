import type { AuditCoverage, CoverageRow } from '../../../programme/auditCoverage.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChip } from '../../ui/RefChip.tsx'
import { groupIdOf } from '../clauses/mapGroups.ts'
import { Asked } from '../parts/Asked.tsx'
import { FilterChips } from '../parts/FilterChips.tsx'
import { MentionLink } from '../parts/MentionLink.tsx'
import { showPercent } from '../parts/showPercent.ts'
import { useAddress } from '../parts/useAddress.ts'
import classes from './Coverage.module.css'
import { CoverageTable } from './CoverageTable.tsx'
import { isAudited, isPlanned } from './coverageWords.ts'

type Shown = 'all' | 'open' | 'missing'

/** Clauses, controls and AI systems by year of the cycle: what audits looked at, what is planned, what is missing. */
export default function Coverage() {
  const answer = useOrgQuery('audit-coverage')
  return (
    <Page
      title={t('Audit coverage')}
      kicker={
        <>
          <AppLink to="audit">{t('Audit & improve')}</AppLink>
          <RefChip reference="iso42001:9.2.2" />
        </>
      }
      standing={answer.data ? standingOf(answer.data) : t('What the audits of the cycle looked at.')}
    >
      <Asked answer={answer} rows={14}>
        {(coverage) => <Matrix coverage={coverage} />}
      </Asked>
    </Page>
  )
}

function Matrix({ coverage }: { coverage: AuditCoverage }) {
  const [{ show, part }] = useAddress<'show' | 'part'>()
  const shown: Shown = show === 'open' || show === 'missing' ? show : 'all'
  const all = [...coverage.rows, ...coverage.systems]
  const rows = all.filter((row) => keeps[shown](row) && (part === undefined || partOf(row) === part))
  return (
    <>
      {coverage.cycle.programme ? (
        <p className={classes.programme}>
          {t('Planned by')} <MentionLink record={coverage.cycle.programme} />
        </p>
      ) : null}
      <FilterChips
        label={t('Which rows')}
        to="audit/coverage"
        name="show"
        value={shown}
        choices={[
          { value: 'all', label: t('All'), count: all.length },
          { value: 'open', label: t('Not audited yet'), count: all.filter(keeps.open).length },
          { value: 'missing', label: t('Not audited and not planned'), count: all.filter(keeps.missing).length },
        ]}
      />
      {rows.length === 0 ? (
        <EmptyState title={t('Nothing is left here')}>
          {t('Everything that the cycle has to cover is audited or planned.')}
        </EmptyState>
      ) : (
        <CoverageTable rows={rows} years={coverage.cycle.years} />
      )}
    </>
  )
}

/** `4`, `A.6`, `own` or `systems`. */
const partOf = (row: CoverageRow): string =>
  row.kind === 'system' ? 'systems' : row.key.startsWith('iso42001:') ? groupIdOf(row.key) : 'own'

const keeps: Readonly<Record<Shown, (row: CoverageRow) => boolean>> = {
  all: () => true,
  open: (row) => !row.isExcluded && !isAudited(row),
  missing: (row) => !row.isExcluded && !isAudited(row) && !isPlanned(row),
}

function standingOf({ covered, missing, cycle }: AuditCoverage): string {
  return t(
    '{share} of what has to be covered from {from} to {until} is audited; {missing, plural, =0 {all the rest is planned} one {# row is neither audited nor planned} other {# rows are neither audited nor planned}}.',
    { share: showPercent(covered), from: showDay(cycle.from), until: showDay(cycle.until), missing: missing.length },
  )
}
