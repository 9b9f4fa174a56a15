import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { Finding, Readiness } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink, BareLink } from '../../ui/AppLink.tsx'
import { type DataColumn, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { shortRef } from '../../ui/RefChip.tsx'
import { SeverityBadge } from '../../ui/StateBadge.tsx'
import { Asked } from '../parts/Asked.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { useWorkPlace } from '../parts/WorkLink.tsx'
import { type FindingAddress, FindingFilters } from './FindingFilters.tsx'
import { FindingPanel } from './FindingPanel.tsx'
import { bySeverity, filterFindings } from './findingFilter.ts'
import classes from './ReadinessFindings.module.css'

/** Everything the readiness rules found, with why and where it is put right. */
export default function ReadinessFindings() {
  const answer = useOrgQuery('readiness')
  return (
    <Page
      wide
      fill
      title={t('Readiness findings')}
      kicker={<AppLink to="audit">{t('Audit & improve')}</AppLink>}
      standing={answer.data ? standingOf(answer.data) : t('What an auditor would find today.')}
      more={
        <Button variant="default" renderRoot={(props) => <BareLink {...props} to="r/accepted-readiness-findings" />}>
          {t('Acceptances')}
        </Button>
      }
    >
      <Asked answer={answer} rows={12}>
        {({ findings }) => <Findings findings={findings} />}
      </Asked>
    </Page>
  )
}

function standingOf({ counts, findings }: Readiness): string {
  const accepted = findings.filter((finding) => finding.accepted !== null).length
  const open = counts.major + counts.minor + counts.ofi
  if (open + accepted === 0)
    return t('No rule finds anything; an auditor looking at the same records would be content.')
  return t(
    '{open} open: {major} major, {minor} minor, {ofi, plural, one {# opportunity} other {# opportunities}}; {accepted, plural, =0 {none is} one {# is} other {# are}} accepted for a time. Grades are our prediction of an auditor.',
    { open, ...counts, accepted },
  )
}

function Findings({ findings }: { findings: readonly Finding[] }) {
  const [address, update] = useAddress<FindingAddress>()
  const { severity, part, rule, register, accepted, q } = address
  const shown = useMemo(
    () => bySeverity(filterFindings(findings, { severity, part, rule, register, accepted, q })),
    [findings, severity, part, rule, register, accepted, q],
  )
  const current = findings.find((finding) => finding.key === address.finding)
  return (
    <>
      <FindingFilters findings={findings} address={address} update={update} />
      {shown.length === 0 ? (
        <Nothing isAny={findings.length > 0} clear={() => update(nothing)} />
      ) : (
        <DataTable
          caption={t('Readiness findings')}
          columns={columns()}
          rows={shown}
          rowKey={(finding) => finding.key}
          current={current?.key ?? null}
          onOpen={(finding) => update({ finding: finding.key }, current !== undefined)}
          total={shown.length}
          phoneRow={(finding) => <PhoneRow finding={finding} open={() => update({ finding: finding.key }, false)} />}
        />
      )}
      {current ? <FindingPanel finding={current} onClose={() => update({ finding: null })} /> : null}
    </>
  )
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
  { id: 'why', header: t('Why'), cell: (finding) => <span title={finding.why}>{finding.why}</span> },
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
    cell: (finding) => (
      <span className={classes.soft} title={finding.rule}>
        {finding.rule}
      </span>
    ),
  },
]

/** The record to mend, or the register to make one in; in one line, so that it is cut with an ellipsis. */
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
