import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import type { RecordItem, RegisterDescription } from '../../server/contract.ts'
import { areaOf } from '../app/areas.ts'
import { showAgo, showNumber } from '../app/dates.ts'
import { t } from '../app/i18n.ts'
import { inSentence } from '../app/inSentence.ts'
import { useMayCreate, useModel } from '../app/model.tsx'
import { recordTitle } from '../app/recordTitle.ts'
import { useOrganisation } from '../app/session.tsx'
import { AppLink, BareLink } from '../ui/AppLink.tsx'
import { DataTable } from '../ui/DataTable.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState, NotFoundState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { RefChips } from '../ui/RefChip.tsx'
import { RowsSkeleton } from '../ui/Skeletons.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { propertiesOf } from './fields.ts'
import { useGranted } from './granted.ts'
import { FilterBar } from './list/FilterBar.tsx'
import { ListTools } from './list/ListTools.tsx'
import { listQuery, useListState } from './list/listState.ts'
import { QuickCreate } from './list/QuickCreate.tsx'
import classes from './list/RecordList.module.css'
import { recordColumns } from './list/recordColumns.tsx'
import { useRecordPages } from './list/useRecordPages.ts'
import { NewRecordButton } from './NewRecordButton.tsx'
import { RecordPanel } from './RecordPanel.tsx'

const Board = lazy(() => import('./list/Board.tsx'))
const BulkBar = lazy(() => import('./list/BulkBar.tsx'))

/** The list of any register, with a record's panel over it. */
export default function RecordList() {
  const { path } = useParams({ strict: false }) as { path?: string }
  const register = useModel().byPath(path ?? '')
  if (!register) return <NotFoundState detail={t('No register has the address "{path}".', { path: path ?? '' })} />
  return <RegisterList register={register} key={register.name} />
}

function RegisterList({ register }: { register: RegisterDescription }) {
  const [state, update] = useListState(register)
  const query = useMemo(() => listQuery(state), [state])
  // An address kept from before may name columns the register no longer has.
  const fields = useMemo(() => {
    const known = new Set(propertiesOf(register).map((p) => p.name))
    return ['ref', ...state.columns.filter((name) => known.has(name))]
  }, [register, state.columns])
  // The board asks for its lanes by itself; of the list itself it needs the count.
  const isBoard = state.layout === 'board'
  const list = useRecordPages(register, query, { fields, ...(isBoard ? { first: 1 } : {}) })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const mayCreate = useMayCreate(register)
  const isGranted = useGranted()
  const mayChange = isGranted([...register.mayEdit, ...register.mayArchive, ...register.moves.flatMap((m) => m.by)])
  const columns = useMemo(
    () => recordColumns(register, state.columns, list.names),
    [register, state.columns, list.names],
  )
  const phoneRow = useCallback((record: RecordItem) => <PhoneRow record={record} register={register} />, [register])
  const isFiltered = state.filters.length > 0 || state.q !== '' || state.archived
  const area = areaOf(register)
  const open = (record: RecordItem) => update({ panel: record.ref }, state.panel !== null)
  const current = list.rows.find((r) => r.ref === state.panel)
  const chosen = list.rows.filter((r) => selected.has(r.id))

  return (
    <Page
      wide
      fill
      title={register.label.many}
      kicker={
        <>
          {area ? <AppLink to={area.path}>{area.label()}</AppLink> : null}
          <RefChips references={register.serves} />
        </>
      }
      standing={<Standing register={register} total={list.total} isFiltered={isFiltered} />}
      action={<NewRecordButton register={register} />}
      more={<ListTools register={register} state={state} update={update} query={query} />}
    >
      <FilterBar register={register} state={state} update={update} names={list.names} />
      {list.problem ? (
        <ErrorState problem={list.problem} onRetry={list.retry} />
      ) : list.isLoading ? (
        <RowsSkeleton rows={10} />
      ) : list.rows.length === 0 ? (
        <Nothing
          register={register}
          isFiltered={isFiltered}
          clear={() => update({ filters: [], q: '', archived: false })}
        />
      ) : isBoard ? (
        <Suspense fallback={<RowsSkeleton rows={6} />}>
          <Board register={register} query={query} onOpen={open} />
        </Suspense>
      ) : (
        <DataTable
          caption={register.label.many}
          columns={columns}
          rows={list.rows}
          rowKey={(r) => r.id}
          current={current?.id ?? null}
          onOpen={open}
          sort={state.sort}
          onSort={(sort) => update({ sort })}
          selected={selected}
          {...(mayChange ? { onSelect: setSelected } : {})}
          onNearEnd={list.more}
          busy={list.isBusy}
          total={list.total}
          phoneRow={phoneRow}
        />
      )}
      {mayCreate && !state.archived && !list.isLoading && !isBoard ? <QuickCreate register={register} /> : null}
      {chosen.length > 0 ? (
        <Suspense>
          <BulkBar register={register} records={chosen} onDone={() => setSelected(new Set())} />
        </Suspense>
      ) : null}
      <RecordPanel register={register} reference={state.panel} onClose={() => update({ panel: null }, true)} />
    </Page>
  )
}

function Standing({
  register,
  total,
  isFiltered,
}: {
  register: RegisterDescription
  total: number | null
  isFiltered: boolean
}) {
  const first = firstSentence(register.explain)
  const seesAll = useSeesAll(register)
  if (total === null) return first
  const count = showNumber(total)
  const one = inSentence(register.label.one)
  const many = inSentence(register.label.many)
  const counted = isFiltered
    ? t('{total, plural, one {{count} {one} fits} other {{count} {many} fit}} the filters.', {
        total,
        count,
        one,
        many,
      })
    : seesAll
      ? t('{total, plural, =0 {None yet.} one {{count} {one}.} other {{count} {many}.}}', { total, count, one, many })
      : t(
          '{total, plural, =0 {None you may see.} one {{count} {one} you may see.} other {{count} {many} you may see.}}',
          {
            total,
            count,
            one,
            many,
          },
        )
  return (
    <>
      {counted} <span className={classes.explain}>{first}</span>
    </>
  )
}

/** False where a role shows only what the reader owns or wrote: an empty list says nothing about others' records there. */
function useSeesAll(register: RegisterDescription): boolean {
  const { roles } = useOrganisation()
  return roles.some((role) => register.mayRead.includes(role))
}

/** The whole paragraph stands in the empty state and on the form. */
const firstSentence = (text: string) => /^.*?[.?](?=\s|$)/s.exec(text)?.[0] ?? text

function Nothing({
  register,
  isFiltered,
  clear,
}: {
  register: RegisterDescription
  isFiltered: boolean
  clear: () => void
}) {
  const seesAll = useSeesAll(register)
  if (isFiltered) {
    return (
      <EmptyState
        title={t('Nothing fits these filters')}
        action={
          <Button variant="default" onClick={clear}>
            {t('Clear the filters')}
          </Button>
        }
      >
        {t('Loosen or clear them to see other records.')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={
        seesAll
          ? t('No {many} yet', { many: inSentence(register.label.many) })
          : t('No {many} you may see', { many: inSentence(register.label.many) })
      }
      example={exampleTitle(register)}
      action={<NewRecordButton register={register} />}
    >
      {register.explain}
    </EmptyState>
  )
}

function exampleTitle(register: RegisterDescription): string | null {
  const example = register.examples[0]
  const text = example?.title ?? Object.values(example ?? {}).find((v) => typeof v === 'string')
  return typeof text === 'string' ? text : null
}

function PhoneRow({ record, register }: { record: RecordItem; register: RegisterDescription }) {
  return (
    <BareLink to={`r/${register.path}/${record.ref}`} className={classes.card}>
      <span className={classes.cardTitle} data-whole={register.titlesAreSentences || undefined} dir="auto">
        {recordTitle(register, record.title)}
      </span>
      <span className={classes.cardLine}>
        <span className={classes.ref}>{record.ref}</span>
        <StateBadge register={register.name} state={record.state} plain />
        <span className={classes.ref}>{t('changed {ago}', { ago: showAgo(record.updatedAt) })}</span>
      </span>
    </BareLink>
  )
}
