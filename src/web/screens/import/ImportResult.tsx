import { useMutation } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportStarted, RecordItem } from '../../../server/contract.ts'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi, useOrgQuery, useRefreshOrganisation } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import screen from '../parts/Screen.module.css'
import { Section } from '../parts/Section.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { Counts } from './Counts.tsx'
import classes from './Import.module.css'

interface InTheWay {
  readonly id: string
  readonly register: string
  readonly ref: string
  readonly title: string
  readonly because: string
}

/** A page is read, a file is worked through: the record has all. */
const problemsShown = 50

/** An import under way or ended: how far it is, what came of it, and the way back. */
export default function ImportResult() {
  const { ref = '' } = useParams({ strict: false }) as { ref?: string }
  const [{ job, undo }, update] = useAddress<'job' | 'undo'>()
  const refresh = useRefreshOrganisation()
  const [isOver, setOver] = useState(job === undefined && undo === undefined)
  const asked = useOrgQuery(
    'records/{register}/{id}',
    { at: { register: 'imports', id: ref }, query: { view: 'record' } },
    { refetchInterval: isOver ? false : 1000 },
  )
  if (asked.error) return <ErrorState problem={asProblem(asked.error)} onRetry={() => asked.refetch()} />
  const run = asked.data?.record
  if (!run) return <PageSkeleton />
  const onDone = () => {
    setOver(true)
    void refresh()
  }
  return (
    <Page
      title={run.title}
      kicker={<AppLink to="settings/import">{t('Import a table')}</AppLink>}
      standing={
        <>
          {run.ref} <StateBadge register="importRun" state={run.state} plain />
        </>
      }
      more={<AppLink to={`r/imports/${run.ref}`}>{t('Record of the import')}</AppLink>}
    >
      {job && run.state === 'running' ? (
        <JobProgress key={job} id={job} title={t('Reading the table in')} onDone={onDone} />
      ) : null}
      {job && run.state === 'failed' ? (
        <JobProgress key={job} id={job} title={t('The import did not get through')} />
      ) : null}
      {undo ? <JobProgress key={undo} id={undo} title={t('Taking the import back')} onDone={onDone} /> : null}
      <Outcome run={run} />
      {(run.state === 'done' || run.state === 'failed') && undo === undefined ? (
        <Undo
          run={run}
          onStarted={(started) => {
            setOver(false)
            update({ undo: started.job, job: undefined })
          }}
        />
      ) : null}
    </Page>
  )
}

function Outcome({ run }: { run: RecordItem }) {
  const model = useModel()
  const value = (name: string) => (typeof run.values[name] === 'number' ? (run.values[name] as number) : 0)
  const counts = [
    [t('Rows'), value('rowCount')],
    [t('New records'), value('createdCount')],
    [t('Records changed'), value('updatedCount')],
    [t('Skipped or as they were'), value('skippedCount')],
    [t('Lines with problems'), value('problemCount')],
  ] as const
  const register = model.byName(String(run.values.registerName ?? 'aiSystem'))
  const problems = Array.isArray(run.values.problems)
    ? (run.values.problems as { row: number; column: string | null; problem: string }[])
    : []
  if (run.state === 'running') return null
  return (
    <>
      <Counts facts={counts} />
      {register && run.state === 'done' ? (
        <p>
          <AppLink to={`r/${register.path}`} search={{ sort: '-createdAt' }}>
            {t('Open {register}, newest first', { register: register.label.many })}
          </AppLink>
        </p>
      ) : null}
      {run.state === 'undone' ? (
        <p className={screen.notice}>
          {t('This import was undone: what it created is in the archive, what it changed has its former values.')}
        </p>
      ) : null}
      {problems.length > 0 ? (
        <Section
          title={t('Problems')}
          aside={problems.length}
          about={
            problems.length > problemsShown
              ? t('The first {count}; the record of the import has a file with all.', { count: problemsShown })
              : t('The record of the import has them as a file too.')
          }
        >
          <ul className={classes.problems}>
            {problems.slice(0, problemsShown).map((p) => (
              <li key={`${p.row} ${p.column} ${p.problem}`}>
                <span className={classes.where}>
                  {t('Line {row}', { row: p.row })}
                  {p.column ? (
                    <>
                      , <bdi>{p.column}</bdi>
                    </>
                  ) : null}
                </span>
                <span>{p.problem}</span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}

function Undo({ run, onStarted }: { run: RecordItem; onStarted: (started: ImportStarted) => void }) {
  const api = useOrgApi()
  const model = useModel()
  const undo = useMutation<ImportStarted, ApiProblem, boolean>({
    mutationFn: (partial) =>
      api
        .post('imports/{id}/undo', { at: { id: run.ref }, body: { partial } })
        .catch((error) => Promise.reject(asProblem(error))),
    onSuccess: onStarted,
  })
  const inTheWay = (undo.error?.data.records ?? []) as readonly InTheWay[]
  return (
    <Section
      title={t('Take it back')}
      about={t(
        'What the import created goes to the archive, what it changed gets its former values. History keeps both.',
      )}
    >
      {undo.error ? (
        <div role="alert" className={screen.notice} data-hue="warn">
          <p>
            {inTheWay.length > 0
              ? t('Somebody has worked on these records since, so the import cannot be undone as a whole:')
              : undo.error.message}
          </p>
          <ul className={screen.plainList}>
            {inTheWay.slice(0, 20).map((r) => (
              <li key={r.id}>
                <AppLink to={`r/${model.byName(r.register)?.path ?? r.register}/${r.ref}`}>{r.ref}</AppLink>{' '}
                <bdi>{r.title}</bdi> ({r.because})
              </li>
            ))}
          </ul>
          {inTheWay.length > 20 ? <p>{t('and {count} more', { count: inTheWay.length - 20 })}</p> : null}
        </div>
      ) : null}
      <ActionButton variant="default" loading={undo.isPending} onClick={() => undo.mutate(inTheWay.length > 0)}>
        {inTheWay.length > 0 ? t('Undo the rest') : t('Undo this import')}
      </ActionButton>
    </Section>
  )
}
