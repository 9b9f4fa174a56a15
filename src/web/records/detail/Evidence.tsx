import { Button, FileButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconUpload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import type { Change, RecordItem, RegisterDescription } from '../../../server/contract.ts'
import { asProblem } from '../../app/api.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { useCommit, useOrgApi, useOrgQuery } from '../../app/orgApi.ts'
import { useSession } from '../../app/session.tsx'
import { ActionButton, useBarred } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { uploadFile } from '../storedFile.ts'
import classes from './RecordDetail.module.css'

/** What proves something about the record; files come by dragging, pasting or choosing. */
export function Evidence({ record }: { record: RecordItem }) {
  const register = useModel().byName('evidence')
  return register ? <EvidenceOf record={record} register={register} /> : null
}

function EvidenceOf({ record, register }: { record: RecordItem; register: RegisterDescription }) {
  const filter = [`about:has:${record.id}`]
  const listed = useOrgQuery('records/{register}', {
    at: { register: register.path },
    query: { filter, limit: 20, count: true },
  })
  const items = listed.data?.items ?? []
  const total = listed.data?.total ?? items.length
  return (
    <section>
      <h2 className={classes.heading}>
        <span>
          {register.label.many}
          <span className={classes.count}>{total}</span>
        </span>
        {total > items.length ? (
          <AppLink to={`r/${register.path}`} search={{ filter }} fw={400} fz="sm">
            {t('Show all')}
          </AppLink>
        ) : null}
      </h2>
      <ul className={classes.linked}>
        {items.map((item) => (
          <li key={item.id}>
            <RecordLink record={item} withState />
            {typeof item.values.collectedOn === 'string' ? (
              <span className={classes.count}>
                {t('collected {day}', { day: showDay(item.values.collectedOn, 'short') })}
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {listed.data && items.length === 0 ? (
        <p className={classes.help}>{t('Nothing proves anything about it yet.')}</p>
      ) : null}
      <AddEvidence record={record} register={register} />
    </section>
  )
}

function AddEvidence({ record, register }: { record: RecordItem; register: RegisterDescription }) {
  const api = useOrgApi()
  const commit = useCommit()
  const { today } = useSession()
  const mayCreate = useMayCreate(register)
  const barred = useBarred(mayCreate ? null : t('Your roles do not include adding evidence.'))
  const [isOver, setOver] = useState(false)
  const add = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const changes: Change[] = []
      for (const file of files) {
        const stored = await uploadFile(api, file)
        const values = { title: file.name.slice(0, 200), files: [stored], collectedOn: today, about: [record.id] }
        changes.push({ do: 'create', register: register.name, values })
      }
      return commit.mutateAsync({ changes })
    },
    onSuccess: ({ records }) =>
      notifications.show({
        message: t(
          '{count, plural, one {# piece} other {# pieces}} of evidence added; a second person looks at it before it counts.',
          { count: records.length },
        ),
      }),
    onError: (error) => {
      const p = asProblem(error)
      notifications.show({ color: 'red', title: p.title, message: `${p.message} ${p.next}` })
    },
  })
  const take = (list: FileList | readonly File[] | null | undefined) => {
    const files = [...(list ?? [])]
    if (barred === null && files.length > 0) add.mutate(files)
  }
  usePastedFiles(take)
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(over && barred === null)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a second way; the button is the first
    <div
      className={classes.drop}
      data-over={isOver || undefined}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event)
        take(event.dataTransfer.files)
      }}
    >
      {barred === null ? (
        <FileButton multiple onChange={(files) => take(files)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconUpload size={16} />} loading={add.isPending}>
              {t('Add files')}
            </Button>
          )}
        </FileButton>
      ) : (
        <ActionButton variant="default" leftSection={<IconUpload size={16} />} disabledReason={barred}>
          {t('Add files')}
        </ActionButton>
      )}
      {barred === null ? <span>{t('or drop them here, or paste a screenshot')}</span> : null}
    </div>
  )
}

/** Files pasted anywhere on the page but into a field. */
function usePastedFiles(take: (files: FileList) => void) {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea') !== null
      if (files && files.length > 0 && !isTyping) latest.current(files)
    }
    window.addEventListener('paste', onPaste)
    return () => window.removeEventListener('paste', onPaste)
  }, [])
}
