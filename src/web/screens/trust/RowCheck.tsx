import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { LogStanding } from '../../../server/contract.ts'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { showInstant, showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './Trust.module.css'

const checkers = ['administrator', 'aimsLead', 'internalAuditor', 'externalAuditor']

/** Compares what the database holds with what the log says, row by row. */
export function RowCheck({ check, onDone }: { check: LogStanding['check']; onDone: () => void }) {
  const api = useOrgApi()
  const { roles } = useOrganisation()
  const [job, setJob] = useState<string | null>(null)
  const start = useMutation<{ job: string }, ApiProblem>({
    mutationFn: () => api.post('log/check', {}).catch((error) => Promise.reject(asProblem(error))),
    onSuccess: (started) => setJob(started.job),
  })
  const mayCheck = roles.some((role) => checkers.includes(role))
  return (
    <Section
      title={t('Rows against the log')}
      about={t('Finds what was changed around the log, by whoever can write to the database.')}
    >
      <p className={classes.soft}>
        {check === null
          ? t('Not compared yet.')
          : check.findings.length === 0
            ? t('{entries} entries and {versions} versions compared {when}: every row is as the log says.', {
                entries: showNumber(check.size),
                versions: showNumber(check.versions),
                when: showInstant(check.at),
              })
            : t('Compared {when}: not every row is as the log says.', { when: showInstant(check.at) })}
      </p>
      {check && check.findings.length > 0 ? (
        <div role="alert" className={classes.alarm}>
          <ul className={classes.list}>
            {check.findings.slice(0, 50).map(({ what }) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <div className={`${classes.actions} no-print`}>
        <ActionButton
          variant="default"
          changes={false}
          disabledReason={!mayCheck && t('Those who look after the management system, and auditors, may compare.')}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {t('Compare now')}
        </ActionButton>
      </div>
      {start.error ? <p role="alert">{start.error.message}</p> : null}
      {job ? <JobProgress key={job} id={job} title={t('Comparing rows with the log')} onDone={onDone} /> : null}
    </Section>
  )
}
