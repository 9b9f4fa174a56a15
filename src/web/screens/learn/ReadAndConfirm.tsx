import { useParams } from '@tanstack/react-router'
import type { RecordDetail } from '../../../server/contract/told.ts'
import type { RecordItem } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useCommit, useOrgQuery } from '../../app/orgApi.ts'
import { useHistory } from '../../records/detail/useHistory.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { Asked } from '../parts/Asked.tsx'
import { LinkButton } from '../parts/LinkButton.tsx'
import { tellProblem } from '../parts/notices.ts'
import { Quiet } from '../parts/Section.tsx'
import { approvedVersion } from './approvedVersion.ts'
import { DocumentText } from './DocumentText.tsx'
import classes from './Learn.module.css'

const acknowledgements = 'acknowledgements'

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The very version of a document that a person is asked to confirm, with the sentence they agree to. */
export default function ReadAndConfirm() {
  const { ref = '' } = useParams({ strict: false }) as { ref?: string }
  const answer = useOrgQuery('records/{register}/{id}', { at: { register: acknowledgements, id: ref } })
  const values = answer.data?.record.values ?? {}
  return (
    <Page
      title={wordsOf(values.documentTitle) || t('Document')}
      kicker={
        <>
          <AppLink to="">{t('Home')}</AppLink>
          <AppLink to={`r/${acknowledgements}/${ref}`}>{ref}</AppLink>
        </>
      }
      standing={answer.data ? standingOf(values) : null}
    >
      <Asked answer={answer} rows={10}>
        {(detail) => (
          <div className={classes.document}>
            <TheVersion detail={detail} />
            <Confirm detail={detail} />
          </div>
        )}
      </Asked>
    </Page>
  )
}

function standingOf(values: RecordItem['values']): string {
  const version = t('Version {version}', { version: wordsOf(values.versionAcknowledged) })
  const due = wordsOf(values.dueOn)
  const done = wordsOf(values.acknowledgedOn)
  if (done !== '') return `${version} · ${t('confirmed on {day}', { day: showDay(done) })}`
  return due === '' ? version : `${version} · ${t('to be confirmed by {day}', { day: showDay(due) })}`
}

/** The text as it was approved under the label that is asked for, whatever became of the document since. */
function TheVersion({ detail: { record, names } }: { detail: RecordDetail }) {
  const id = wordsOf(record.values.document)
  const document = names[id]
  const history = useHistory({ id, register: 'document' }, document !== undefined)
  if (!document) return <Quiet>{t('The document cannot be shown to you.')}</Quiet>
  return (
    <Asked answer={history} rows={8}>
      {({ entries }) => {
        const version = approvedVersion(entries, wordsOf(record.values.versionAcknowledged))
        return version === null ? (
          <p>
            {t('The text of this version is not kept here. Open the document to see where it is:')}{' '}
            <RecordLink record={document} />
          </p>
        ) : (
          <AtVersion id={id} version={version} />
        )
      }}
    </Asked>
  )
}

function AtVersion({ id, version }: { id: string; version: number }) {
  const answer = useOrgQuery('records/{register}/{id}/versions/{version}', {
    at: { register: 'documents', id, version: String(version) },
  })
  return (
    <Asked answer={answer} rows={8}>
      {({ record }) => <DocumentText record={record} />}
    </Asked>
  )
}

function Confirm({ detail: { record, moves } }: { detail: RecordDetail }) {
  const commit = useCommit()
  const move = moves.find(({ name }) => name === 'acknowledge')
  if (record.state !== 'asked' || !move) {
    return (
      <div className={classes.confirm}>
        <p className={classes.told}>
          {record.state === 'acknowledged'
            ? t('It is confirmed; there is nothing left to do.')
            : t('It need not be confirmed.')}
        </p>
        <LinkButton to="" variant="default">
          {t('Back to Home')}
        </LinkButton>
      </div>
    )
  }
  const confirm = () =>
    commit.mutate(
      {
        changes: [{ do: 'move', register: record.register, id: record.id, version: record.version, move: move.name }],
      },
      { onError: tellProblem },
    )
  return (
    <section className={classes.confirm} aria-label={t('What you confirm')}>
      <blockquote dir="auto">{wordsOf(record.values.wordingShown)}</blockquote>
      <ActionButton
        size="md"
        loading={commit.isPending}
        disabledReason={move.allowed ? null : (move.reason ?? t('Not possible now.'))}
        onClick={confirm}
      >
        {t('Confirm')}
      </ActionButton>
    </section>
  )
}
