import { Button, Checkbox, Group, Modal, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './Trust.module.css'

interface Found {
  readonly id: string
  readonly ref: string
  readonly versions: readonly number[]
}

/** Takes the text of earlier versions of a record away for ever, as data protection law asks; the log goes on verifying. */
export function Erase() {
  const api = useOrgApi()
  const [ref, setRef] = useState('')
  const [done, setDone] = useState<string | null>(null)
  const look = useMutation<Found, ApiProblem>({
    mutationFn: async () => {
      setDone(null)
      try {
        const { hits } = await api.get('search', { query: { q: ref.trim() } })
        const hit = hits.find((h) => h.ref.toLowerCase() === ref.trim().toLowerCase())
        if (!hit) throw new Error(t('There is no record {ref} that you may see.', { ref: ref.trim() }))
        return { id: hit.id, ...(await api.get('log/erasable/{id}', { at: { id: hit.id } })) }
      } catch (error) {
        throw asProblem(error)
      }
    },
  })
  const found = look.data
  return (
    <Section
      title={t('Erase earlier versions of one record')}
      about={t(
        'First take the personal data out of the record by an edit. Then erase the versions before it: their text is gone for ever, their digests stay, and the log says who erased them and why.',
      )}
    >
      <form
        className={`${classes.actions} no-print`}
        onSubmit={(event) => {
          event.preventDefault()
          look.mutate()
        }}
      >
        <TextInput
          label={t('Number of the record')}
          placeholder="PER-12"
          value={ref}
          onChange={(event) => setRef(event.currentTarget.value)}
        />
        <ActionButton
          type="submit"
          variant="default"
          loading={look.isPending}
          disabledReason={ref.trim() === '' && t('Give the number of a record.')}
        >
          {t('Look for versions')}
        </ActionButton>
      </form>
      {look.error ? <p role="alert">{look.error.message}</p> : null}
      {done ? <p role="status">{done}</p> : null}
      {found && found.versions.length === 0 && !done ? (
        <p className={classes.soft}>{t('{ref} has no earlier versions that could be erased.', { ref: found.ref })}</p>
      ) : null}
      {found && found.versions.length > 0 && !done ? (
        <Confirm
          found={found}
          onDone={(count) => setDone(t('{count} versions of {ref} were erased.', { count, ref: found.ref }))}
          onClose={() => look.reset()}
        />
      ) : null}
    </Section>
  )
}

function Confirm({ found, onDone, onClose }: { found: Found; onDone: (count: number) => void; onClose: () => void }) {
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const [reason, setReason] = useState('')
  const [isSure, setSure] = useState(false)
  const erase = useMutation<{ erased: readonly unknown[] }, ApiProblem>({
    mutationFn: () =>
      api
        .post('log/erasures', { body: { record: found.id, versions: [...found.versions], reason } })
        .catch((error) => Promise.reject(asProblem(error))),
    onSuccess: async ({ erased }) => {
      onDone(erased.length)
      await refresh()
    },
  })
  const missing = (reason.trim().length < 3 && t('Say why.')) || (!isSure && t('Confirm that it cannot be undone.'))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('Erase {count} versions of {ref}', { count: found.versions.length, ref: found.ref })}
    >
      <Textarea
        label={t('Reason')}
        description={t('It stays in the log for ever: put no personal data into it.')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
        required
        data-autofocus
      />
      <Checkbox
        mt="sm"
        label={t('I know that this cannot be undone.')}
        checked={isSure}
        onChange={(event) => setSure(event.currentTarget.checked)}
      />
      {erase.error ? <p role="alert">{erase.error.message}</p> : null}
      <Group gap="xs" mt="sm">
        <ActionButton color="red" disabledReason={missing} loading={erase.isPending} onClick={() => erase.mutate()}>
          {t('Erase for ever')}
        </ActionButton>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </Group>
    </Modal>
  )
}
