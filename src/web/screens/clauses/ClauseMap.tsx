import type { Tone } from '../../../model/index.ts'
import type { Readiness, RefReadiness } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { Asked } from '../parts/Asked.tsx'
import { SidePanel } from '../parts/SidePanel.tsx'
import { showPercent } from '../parts/showPercent.ts'
import { useAddress } from '../parts/useAddress.ts'
import { ClauseMapFilters } from './ClauseMapFilters.tsx'
import { ClauseMapTable } from './ClauseMapTable.tsx'
import { groupRefs } from './mapGroups.ts'
import { RefDetail } from './RefDetail.tsx'
import { useGroupTitles } from './useGroupTitles.ts'

/** Every clause and control with how it stands; one opens beside the list. */
export default function ClauseMap() {
  const answer = useOrgQuery('readiness')
  const titles = useGroupTitles()
  return (
    <Page
      title={t('Clause map')}
      standing={answer.data ? standingOf(answer.data) : t('Every clause and control, and how it stands.')}
    >
      <Asked answer={answer} rows={14}>
        {(readiness) => <MapShown readiness={readiness} titles={titles} />}
      </Asked>
    </Page>
  )
}

function MapShown({ readiness, titles }: { readiness: Readiness; titles: ReadonlyMap<string, string> }) {
  const [{ part, status, ref }, update] = useAddress<'part' | 'status' | 'ref'>()
  const all = [...readiness.clauses, ...readiness.controls]
  const groups = groupRefs(all)
  const shown = groups
    .filter((group) => part === undefined || group.id === part)
    .map((group) => ({ ...group, rows: group.rows.filter((row) => status === undefined || row.status === status) }))
    .filter((group) => group.rows.length > 0)
  const current = all.find((row) => row.ref === ref)
  return (
    <>
      <ClauseMapFilters
        parts={groups.map((group) => ({ id: group.id, title: titles.get(group.id) ?? group.id }))}
        part={part}
        status={status}
        counts={countByStatus(all)}
        update={update}
      />
      {shown.length === 0 ? (
        <EmptyState title={t('Nothing fits these filters')}>
          {t('Loosen or clear them to see other clauses and controls.')}
        </EmptyState>
      ) : (
        <ClauseMapTable
          groups={shown}
          titles={titles}
          current={ref ?? null}
          onOpen={(row) => update({ ref: row.ref }, current !== undefined)}
        />
      )}
      {current ? (
        <SidePanel
          key={current.ref}
          label={`${shortRef(current.ref)} ${current.title}`}
          page={`explore/standard/${encodeURIComponent(current.ref)}`}
          onClose={() => update({ ref: null })}
        >
          <RefDetail reference={current.ref} readiness={readiness} place="panel" />
        </SidePanel>
      ) : null}
    </>
  )
}

function countByStatus(rows: readonly RefReadiness[]): ReadonlyMap<Tone, number> {
  const counts = new Map<Tone, number>()
  for (const { status } of rows) counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}

function standingOf({ score, clauses, controls }: Readiness): string {
  const holds = (row: RefReadiness) => row.status === 'inForce' || row.status === 'conforms'
  return t(
    '{clauses} of {allClauses} clauses and {controls} of {allControls} controls hold, {leftOut} are left out; your records show {share} of what is asked.',
    {
      clauses: clauses.filter(holds).length,
      allClauses: clauses.length,
      controls: controls.filter(holds).length,
      allControls: controls.length,
      leftOut: controls.filter((row) => row.status === 'retired').length,
      share: showPercent(score),
    },
  )
}
