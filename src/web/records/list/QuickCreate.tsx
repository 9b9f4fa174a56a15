import { TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import type { RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { inSentence } from '../../app/inSentence.ts'
import { useCommit } from '../../app/orgApi.ts'
import { ActionButton, useBarred } from '../../ui/ActionButton.tsx'
import { writable } from '../form/formValues.ts'
import classes from './RecordList.module.css'

/** Adds a record by its title alone, where the register asks for nothing else. */
export function QuickCreate({ register }: { register: RegisterDescription }) {
  const [title, setTitle] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const commit = useCommit()
  const barred = useBarred(null)
  const shown = writable(register, register.notOnCreate ?? [])
  const asks = [...shown.fields.filter((f) => f.required && !f.computed), ...shown.links.filter((l) => l.required)]
  if (barred !== null || asks.length !== 1 || asks[0]?.name !== 'title') return null
  const create = () =>
    commit.mutate(
      { changes: [{ do: 'create', register: register.name, values: { title: title.trim() } }] },
      {
        onSuccess: ({ records }) => {
          setTitle('')
          setWrong(null)
          notifications.show({ message: t('{ref} is created.', { ref: records[0]?.ref ?? '' }) })
        },
        onError: (problem) => setWrong(problem.fields[0]?.message ?? problem.message),
      },
    )
  const label = t('Add {one} by its title', { one: inSentence(register.label.one) })
  return (
    <form
      className={`${classes.quick} no-print`}
      onSubmit={(event) => {
        event.preventDefault()
        if (title.trim() !== '') create()
      }}
    >
      <TextInput
        size="xs"
        placeholder={label}
        aria-label={label}
        value={title}
        error={wrong}
        onChange={(e) => setTitle(e.currentTarget.value)}
      />
      {title.trim() === '' ? null : (
        <ActionButton type="submit" variant="default" loading={commit.isPending}>
          {t('Add')}
        </ActionButton>
      )}
    </form>
  )
}
