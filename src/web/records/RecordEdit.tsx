import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { RecordDetail } from '../../server/contract/told.ts'
import type { RegisterDescription } from '../../server/contract.ts'
import { asProblem } from '../app/api.ts'
import { t } from '../app/i18n.ts'
import { useModel } from '../app/model.tsx'
import { useCommit } from '../app/orgApi.ts'
import { AppLink, useOrgLink } from '../ui/AppLink.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState, NotFoundState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { PageSkeleton } from '../ui/Skeletons.tsx'
import { StateBadge } from '../ui/StateBadge.tsx'
import { ConflictView } from './form/ConflictView.tsx'
import { formValues, splitCustom, writable } from './form/formValues.ts'
import { RecordForm } from './form/RecordForm.tsx'
import { useDraft, type Values } from './form/useDraft.ts'
import { useRecordDetail } from './useRecordDetail.ts'

/** The form for a record that exists. */
export default function RecordEdit() {
  const { path, ref } = useParams({ strict: false }) as { path?: string; ref?: string }
  const register = useModel().byPath(path ?? '')
  if (!register) return <NotFoundState detail={t('No register has the address "{path}".', { path: path ?? '' })} />
  return <Loaded register={register} reference={ref ?? ''} key={ref} />
}

function Loaded({ register, reference }: { register: RegisterDescription; reference: string }) {
  const asked = useRecordDetail(register, reference)
  // What the form began from stays, though the record is read again behind it: a newer version shows as a conflict.
  const [start, setStart] = useState<RecordDetail | null>(null)
  if (start === null && asked.data) setStart(asked.data)
  if (start) return <EditForm register={register} detail={start} />
  if (asked.error) return <ErrorState problem={asProblem(asked.error)} onRetry={() => void asked.refetch()} />
  return <PageSkeleton />
}

function EditForm({ register, detail }: { register: RegisterDescription; detail: RecordDetail }) {
  const { record, names } = detail
  const navigate = useNavigate()
  const link = useOrgLink()
  const commit = useCommit()
  const [isMerging, setMerging] = useState(false)
  const shown = useMemo(() => writable(register, detail.notEditable), [register, detail.notEditable])
  const base = useMemo(() => formValues(register, record), [register, record])
  const title = t('Edit {title}', { title: record.title })
  const draft = useDraft({
    what: `${register.name}.${record.id}`,
    title,
    base,
    version: record.version,
    place: register.withoutName ? 'tab' : 'browser',
  })
  const back = () => void navigate(link(`r/${register.path}/${record.ref}`))
  const send = (changed: Values, version: number) => {
    if (Object.keys(changed).length === 0) {
      draft.clear()
      back()
      return
    }
    commit.mutate(
      { changes: [{ do: 'edit', register: register.name, id: record.id, version, ...splitCustom(changed) }] },
      {
        onSuccess: () => {
          draft.clear()
          notifications.show({ message: t('{ref} is saved.', { ref: record.ref }) })
          back()
        },
        onError: (problem) => setMerging(problem.code === 'record/conflict'),
      },
    )
  }
  return (
    <Page
      title={title}
      kicker={
        <>
          <AppLink to={`r/${register.path}`}>{register.label.many}</AppLink>
          <AppLink to={`r/${register.path}/${record.ref}`}>{record.ref}</AppLink>
          <StateBadge register={register.name} state={record.state} />
        </>
      }
    >
      {detail.edit.allowed || Object.keys(draft.changed).length > 0 ? (
        <RecordForm
          register={shown}
          draft={draft}
          names={names}
          problem={commit.error}
          isSending={commit.isPending}
          submitLabel={t('Save')}
          disabledReason={detail.edit.allowed ? null : detail.edit.reason}
          onSubmit={() => send(draft.changed, draft.version)}
          onCancel={back}
        />
      ) : (
        <EmptyState
          title={t('You may not change this')}
          action={
            <Button variant="default" onClick={back}>
              {t('Back to {ref}', { ref: record.ref })}
            </Button>
          }
        >
          {detail.edit.reason ?? t('Your roles do not include it.')}
        </EmptyState>
      )}
      {isMerging && commit.error ? (
        <ConflictView
          register={register}
          problem={commit.error}
          names={names}
          yours={draft.changed}
          onClose={() => setMerging(false)}
          onMerge={(keep, version) => {
            setMerging(false)
            // The choice is kept before it is sent, so that a failing connection does not lose it.
            draft.replace(keep, version)
            send(keep, version)
          }}
        />
      ) : null}
    </Page>
  )
}
