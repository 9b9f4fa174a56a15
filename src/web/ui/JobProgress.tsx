import { Button, Progress } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Job } from '../../server/contract/told.ts'
import { asProblem } from '../app/api.ts'
import { showNumber } from '../app/dates.ts'
import { t } from '../app/i18n.ts'
import { useOrgApi, useOrgQuery } from '../app/orgApi.ts'
import classes from './JobProgress.module.css'

interface JobProgressProps {
  readonly id: string
  /** What is being done, as a title: "Making the audit pack". */
  readonly title: string
  readonly onDone?: (job: Job) => void
}

const isOver = (job: Job | undefined) => job !== undefined && !['waiting', 'running'].includes(job.state)

/** Follows a job until it ends; it can be cancelled, and its result is a link. */
export function JobProgress({ id, title, onDone }: JobProgressProps) {
  const api = useOrgApi()
  const asked = useOrgQuery('jobs/{id}', { at: { id } }, { refetchInterval: 1000 })
  const job = asked.data
  const told = useRef(false)
  useEffect(() => {
    if (job?.state !== 'done' || told.current) return
    told.current = true
    onDone?.(job)
  }, [job, onDone])
  const cancel = () => api.remove('jobs/{id}', { at: { id } }).finally(() => asked.refetch())
  const part = job?.total ? Math.round((100 * job.done) / job.total) : null
  return (
    <section className={classes.job} aria-label={title}>
      <p className={classes.title}>{title}</p>
      {isOver(job) ? null : (
        <Progress value={part ?? 100} animated={part === null} striped={part === null} aria-label={title} />
      )}
      <p className={classes.step} role="status">
        {asked.error ? asProblem(asked.error).message : job ? sayWhere(job) : t('Waiting to start')}
      </p>
      {job?.state === 'done' && job.result ? (
        <Button component="a" href={job.result} variant="default">
          {t('Open the result')}
        </Button>
      ) : null}
      {isOver(job) ? null : (
        <Button variant="subtle" onClick={cancel}>
          {t('Cancel')}
        </Button>
      )}
    </section>
  )
}

function sayWhere(job: Job): string {
  switch (job.state) {
    case 'waiting':
      return t('Waiting to start')
    case 'running':
      return job.total === null
        ? job.step
        : t('{step}: {done} of {total}', { step: job.step, done: showNumber(job.done), total: showNumber(job.total) })
    case 'done':
      return t('Done')
    case 'cancelled':
      return job.problem ?? t('Cancelled; nothing was changed.')
    case 'failed':
      return job.problem ?? t('It failed; try again.')
  }
}
