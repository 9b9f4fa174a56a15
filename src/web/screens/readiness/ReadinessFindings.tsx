import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Finding, FindingFilter, Readiness, RuleReadiness } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink, BareLink } from '../../ui/AppLink.tsx'
import { type DataColumn, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefText } from '../../ui/RefText.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { SeverityBadge } from '../../ui/StateBadge.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { Asked } from '../parts/Asked.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { useWorkPlace } from '../parts/WorkLink.tsx'
import { ExportFindings } from './ExportFindings.tsx'
import { type FindingAddress, FindingFilters } from './FindingFilters.tsx'
import { FindingPanel } from './FindingPanel.tsx'
import classes from './ReadinessFindings.module.css'
import { useFindings } from './useFindings.ts'

/** Everything the readiness rules found, with why and where it is put right. */
export default function ReadinessFindings() {
  const answer = useOrgQuery('readiness')
  const [address, update] = useAddress<FindingAddress>()
  const filter = filterOf(address)
  return (
    <Page
      wide
      fill
      title={t('Readiness findings')}
      kicker={<AppLink to="audit">{t('Audit & improve')}</AppLink>}
      standing={answer.data ? standingOf(answer.data) : t('What an auditor would find today.')}
      more={
        <>
          <ExportFindings filter={filter} />
          <Button variant="default" renderRoot={(props) => <BareLink {...props} to="r/accepted-readiness-findings" />}>
            {t('Acceptances')}
          </Button>
        </>
      }
    >
      <Asked answer={answer} rows={12}>
        {({ rules }) => <Findings rules={rules} filter={filter} address={address} update={update} />}
      </Asked>
    </Page>
  )
}

type Address = Readonly<Partial<Record<FindingAddress, string>>>

/** What the address narrows the findings to; without a word about it those that are open. */
const filterOf = ({ severity, part, rule, register, accepted, q }: Address): FindingFilter => ({
  severity: severity === 'major' || severity === 'minor' || severity === 'ofi' ? severity : undefined,
  part,
  rule,
  register,
  accepted: accepted === 'yes' ? 'yes' : 'no',
  q,
  sort: 'severity',
})

function standingOf({ counts, accepted }: Readiness): string {
  const open = counts.major + counts.minor + counts.ofi
  if (open + accepted === 0)
    return t('No rule finds anything; an auditor looking at the same records would be content.')
  return t(
    '{open} open: {major} major, {minor} minor, {ofi, plural, one {# opportunity} other {# opportunities}}; {accepted, plural, =0 {none is} one {# is} other {# are}} accepted for a time. Grades are our prediction of an auditor.',
    { open, ...counts, accepted },
  )
}

interface FindingsProps {
  readonly rules: readonly RuleReadiness[]
  readonly filter: FindingFilter
  readonly address: Address
  readonly update: ReturnType<typeof useAddress<FindingAddress>>[1]
}

function Findings({ rules, filter, address, update }: FindingsProps) {
  // Typing asks once the fingers rest.
  const [q] = useDebouncedValue(filter.q, 250)
  const { rows, total, more, isLoading, isBusy, problem, retry } = useFindings({ ...filter, q })
  const current = useFinding(address.finding, rows)
  return (
    <>
      <FindingFilters rules={rules} address={address} update={update} />
      {problem ? (
        <ErrorState problem={problem} onRetry={retry} />
      ) : isLoading ? (
        <RowsSkeleton rows={12} />
      ) : rows.length === 0 ? (
        <Nothing isAny={rules.length > 0} clear={() => update(nothing)} />
      ) : (
        <DataTable
          caption={t('Readiness findings')}
          wrap
          columns={columns()}
          rows={rows}
          rowKey={(finding) => finding.key}
          current={current?.key ?? null}
          onOpen={(finding) => update({ finding: finding.key }, current !== undefined)}
          onNearEnd={more}
          busy={isBusy}
          total={total}
          phoneRow={(finding) => <PhoneRow finding={finding} open={() => update({ finding: finding.key }, false)} />}
        />
      )}
      {current ? <FindingPanel finding={current} onClose={() => update({ finding: null })} /> : null}
    </>
  )
}

/** The finding that the address names, among those listed or asked for by its key. */
function useFinding(key: string | undefined, rows: readonly Finding[]): Finding | undefined {
  const listed = rows.find((finding) => finding.key === key)
  const asked = useOrgQuery(
    'readiness/findings',
    { query: { key } },
    { enabled: key !== undefined && listed === undefined },
  )
  if (key === undefined) return undefined
  return listed ?? asked.data?.items.find((finding) => finding.key === key)
}

const nothing = { severity: null, part: null, rule: null, register: null, accepted: null, q: null, finding: null }

function Nothing({ isAny, clear }: { isAny: boolean; clear: () => void }) {
  return isAny ? (
    <EmptyState
      title={t('Nothing fits these filters')}
      action={
        <Button variant="default" onClick={clear}>
          {t('Clear the filters')}
        </Button>
      }
    >
      {t('Loosen or clear them to see other findings.')}
    </EmptyState>
  ) : (
    <EmptyState title={t('No finding is open')}>
      {t('Each rule looks at your records anew whenever they change, so what slips shows here the same day.')}
    </EmptyState>
  )
}

const columns = (): readonly DataColumn<Finding>[] => [
  {
    id: 'severity',
    header: t('Grade'),
    width: 108,
    cell: (finding) => <SeverityBadge severity={finding.severity} plain />,
  },
  {
    id: 'title',
    header: t('Finding'),
    width: 270,
    cell: (finding) => <span className={classes.title}>{finding.title}</span>,
  },
  { id: 'why', header: t('Why'), cell: (finding) => <RefText>{finding.why}</RefText> },
  {
    id: 'record',
    header: t('Where'),
    width: 200,
    cell: (finding) => <WhereLink finding={finding} />,
  },
  {
    id: 'refs',
    header: t('Asked by'),
    width: 116,
    cell: (finding) => <span className={classes.soft}>{finding.refs.map(shortRef).join(', ')}</span>,
  },
  {
    id: 'rule',
    header: t('Rule'),
    width: 132,
    cell: (finding) => <span className={classes.soft}>{finding.rule}</span>,
  },
]

/** The record to mend, or the register to make one in. */
function WhereLink({ finding }: { finding: Finding }) {
  const place = useWorkPlace()(finding)
  const words = finding.record ? `${finding.record.ref} ${finding.record.title}` : place?.label
  if (!words) return <span className={classes.soft}>–</span>
  return place ? <AppLink to={place.to}>{words}</AppLink> : <span>{words}</span>
}

function PhoneRow({ finding, open }: { finding: Finding; open: () => void }) {
  return (
    <button type="button" className={classes.phoneRow} onClick={open}>
      <span className={classes.phoneTitle}>{finding.title}</span>
      <span className={classes.phoneLine}>
        <SeverityBadge severity={finding.severity} plain />
        <span className={classes.soft}>{finding.record?.ref ?? finding.refs.map(shortRef).join(', ')}</span>
      </span>
    </button>
  )
}
