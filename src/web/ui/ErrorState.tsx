import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type ApiProblem, partMissingCode } from '../app/api.ts'
import { t } from '../app/i18n.ts'
import { useOrganisationIfAny } from '../app/organisationShown.tsx'
import classes from './States.module.css'

interface StateProps {
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}

function Refused({ title, children, action }: StateProps) {
  return (
    <div className={classes.page}>
      <div className={classes.state} role="alert">
        <h2>{title}</h2>
        {children}
        {action ? <div className={classes.actions}>{action}</div> : null}
      </div>
    </div>
  )
}

/** A problem the server (or this page) met: what, why, what to do next, and the number to report. */
export function ErrorState({ problem, onRetry }: { problem: ApiProblem; onRetry?: () => void }) {
  if (problem.status === 403) return <ForbiddenState detail={problem.message} next={problem.next} />
  if (problem.status === 404) return <NotFoundState detail={problem.message} />
  const reloads = problem.code === partMissingCode
  return (
    <Refused
      title={problem.title}
      action={
        reloads || onRetry ? (
          <Button variant="default" onClick={reloads ? () => location.reload() : onRetry}>
            {reloads ? t('Reload') : t('Try again')}
          </Button>
        ) : null
      }
    >
      {problem.message !== problem.title ? <p>{problem.message}</p> : null}
      <p className={classes.soft}>{problem.next}</p>
      {problem.requestId ? <p className={classes.soft}>{t('Request number {id}', { id: problem.requestId })}</p> : null}
    </Refused>
  )
}

/** Something the reader may see exists but may not open. */
export function ForbiddenState({ detail, next }: { detail?: string; next?: string }) {
  return (
    <Refused title={t('You may not see this')}>
      <p>{detail ?? t('Your roles in this organisation do not include it.')}</p>
      <p className={classes.soft}>{next ?? t('Ask the AIMS lead for the role it needs.')}</p>
    </Refused>
  )
}

/** Where to go from a page that is not there: within an organisation, its search; elsewhere, the start. */
function WaysOn() {
  const organisation = useOrganisationIfAny()
  const link = { renderRoot: (props: object) => <Link {...props} to={organisation ? `/${organisation.slug}` : '/'} /> }
  return (
    <>
      {organisation ? (
        <Button renderRoot={(props: object) => <Link {...props} to={`/${organisation.slug}/explore`} />}>
          {t('Search everything')}
        </Button>
      ) : null}
      <Button variant="default" {...link}>
        {organisation ? t('Home') : t('To the start')}
      </Button>
    </>
  )
}

export function NotFoundState({ detail, action }: { detail?: string; action?: ReactNode }) {
  return (
    <Refused title={t('There is nothing here')} action={action ?? <WaysOn />}>
      <p>{detail ?? t('The address may be misspelt, or the record is not shared with you.')}</p>
    </Refused>
  )
}
