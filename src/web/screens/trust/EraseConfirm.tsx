import { Checkbox, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ErasureFound, PersonSought } from '../../../server/contract.ts'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi } from '../../app/orgApi.ts'
import { useRepeatKey } from '../../app/useRepeatKey.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './ErasePerson.module.css'
import type { Kept } from './ErasePlaces.tsx'

interface EraseConfirmProps {
  readonly found: ErasureFound
  readonly sought: PersonSought
  readonly kept: Kept
  readonly onStarted: (job: string) => void
}

/** Says what will happen, asks why, and starts it. */
export function EraseConfirm({ found, sought, kept, onStarted }: EraseConfirmProps) {
  const api = useOrgApi()
  const [reason, setReason] = useState('')
  const [isSure, setSure] = useState(false)
  const open = found.places.filter((place) => place.blocked === null)
  const chosen = open.filter((place) => kept[place.id] === undefined)
  // Sent again after the connection broke, it begins no second job.
  const { keyOf, done } = useRepeatKey()
  const start = useMutation<{ job: string }, ApiProblem>({
    mutationFn: () => {
      const body = {
        ...sought,
        pseudonym: found.pseudonym,
        reason,
        places: chosen.map((place) => place.id),
        kept: Object.entries(kept).map(([place, why]) => ({ place, reason: why })),
      }
      return api
        .post('log/people/erasures', { body, idempotencyKey: keyOf(body) })
        .catch((error) => Promise.reject(asProblem(error)))
    },
    onSuccess: ({ job }) => {
      done()
      setReason('')
      setSure(false)
      onStarted(job)
    },
  })
  const missing =
    (chosen.length === 0 && t('Choose at least one place.')) ||
    (Object.values(kept).some((why) => why.trim().length < 3) && t('Say of each place that stays why it does.')) ||
    (reason.trim().length < 3 && t('Say why.')) ||
    (!isSure && t('Confirm that it cannot be undone.'))
  return (
    <Section
      title={t('Erase')}
      about={t(
        'Records are changed to name the pseudonym; earlier versions, entries about memberships and files lose their text for ever. Their digests stay, and the log says who erased them and why.',
      )}
    >
      <form
        className={`${classes.confirm} no-print`}
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate()
        }}
      >
        <Textarea
          label={t('Reason')}
          description={t('It stays in the log for ever: put no personal data into it.')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={1000}
          autosize
          minRows={2}
          required
        />
        <Checkbox
          label={t('I know that this cannot be undone.')}
          checked={isSure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
        {start.error ? (
          <p role="alert">
            {start.error.message} {start.error.next}
          </p>
        ) : null}
        <div>
          <ActionButton type="submit" color="red" loading={start.isPending} disabledReason={missing}>
            {t('Erase {count, plural, one {one place} other {# places}} for ever', { count: chosen.length })}
          </ActionButton>
        </div>
      </form>
    </Section>
  )
}
