import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import type { GapRow } from '../../../server/contract/told.ts'
import type { GapAnswer } from '../../../server/contract.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Asked } from '../parts/Asked.tsx'
import { FilterChips } from '../parts/FilterChips.tsx'
import { showPercent } from '../parts/showPercent.ts'
import { useAddress } from '../parts/useAddress.ts'
import { GapTable } from './GapTable.tsx'

const GapTasks = lazy(() => import('./GapTasks.tsx'))

/** What is there and what is missing for each clause and control, and how much work that is. */
export default function Gap() {
  const answer = useOrgQuery('gap')
  const [{ show }] = useAddress<'show'>()
  const [asked, preview] = useDisclosure(false)
  return (
    <Page
      title={t('Gap analysis')}
      kicker={<AppLink to="programme">{t('Programme')}</AppLink>}
      standing={answer.data ? standingOf(answer.data) : t('What is there and what is missing, read from your records.')}
      action={<TasksButton answer={answer.data} onOpen={preview.open} />}
    >
      <Asked answer={answer} rows={12}>
        {({ rows, tasks }) => {
          const shown = isShow(show) ? show : 'open'
          const kept = rows.filter(keeps[shown])
          return (
            <>
              <FilterChips
                label={t('Which clauses and controls')}
                to="programme/gap"
                name="show"
                value={shown}
                choices={[
                  { value: 'open', label: t('With gaps'), count: rows.filter(keeps.open).length },
                  { value: 'clauses', label: t('Clauses'), count: rows.filter(keeps.clauses).length },
                  { value: 'controls', label: t('Controls'), count: rows.filter(keeps.controls).length },
                  { value: 'all', label: t('All'), count: rows.length },
                ]}
              />
              {kept.length === 0 ? (
                <EmptyState title={t('No gap is left')}>
                  {t(
                    'Each clause and control has what it asks for. The analysis follows the records: a lapse shows here the same day.',
                  )}
                </EmptyState>
              ) : (
                <GapTable rows={kept} />
              )}
              <Suspense>{asked ? <GapTasks tasks={tasks} onClose={preview.close} /> : null}</Suspense>
            </>
          )
        }}
      </Asked>
    </Page>
  )
}

type Shown = 'open' | 'clauses' | 'controls' | 'all'
const isShow = (text: string | undefined): text is Shown => text !== undefined && text in keeps

const keeps: Readonly<Record<Shown, (row: GapRow) => boolean>> = {
  open: (row) => row.effort.days > 0,
  clauses: (row) => row.kind === 'clause',
  controls: (row) => row.kind === 'control',
  all: () => true,
}

function TasksButton({ answer, onOpen }: { answer: GapAnswer | undefined; onOpen: () => void }) {
  const register = useModel().byName('programmeTask')
  const { roles } = useOrganisation()
  const count = answer?.tasks.length ?? 0
  const mayCreate = register !== undefined && roles.some((role) => register.mayCreate.includes(role))
  const reason = !mayCreate
    ? t('Your roles do not include creating tasks.')
    : answer !== undefined && count === 0 && t('Each gap already has an open task.')
  return (
    <ActionButton disabledReason={reason} onClick={onOpen}>
      {count > 0 ? t('Make {count, plural, one {# task} other {# tasks}}', { count }) : t('Make tasks')}
    </ActionButton>
  )
}

function standingOf({ totals }: GapAnswer): string {
  const share = totals.requirements === 0 ? 0 : totals.met / totals.requirements
  const values = {
    met: showNumber(totals.met),
    requirements: showNumber(totals.requirements),
    share: showPercent(share),
    days: showNumber(Math.round(totals.days)),
  }
  return totals.days === 0
    ? t('All {requirements} points are met.', values)
    : t(
        '{met} of {requirements} points are met ({share}); the rest is roughly {days} person-days of work, by our estimate.',
        values,
      )
}
