import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { RecordDetail } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import classes from './RecordDetail.module.css'

type Signing = RecordDetail['moves'][number]

interface SignDialogProps {
  /** The move that signs; null while nothing is signed. */
  readonly move: Signing | null
  readonly onClose: () => void
  readonly isPending: boolean
  readonly onSign: (reason: string | undefined) => void
}

/** Shows the sentence a person is about to sign, as the log will keep it. */
export function SignDialog({ move, ...rest }: SignDialogProps) {
  return (
    <Modal
      opened={move !== null}
      onClose={rest.onClose}
      // While it is asked who one is, keys and focus belong to that dialog.
      closeOnEscape={!rest.isPending}
      closeOnClickOutside={!rest.isPending}
      trapFocus={!rest.isPending}
      title={move?.label ?? ''}
    >
      {move ? <SignForm move={move} {...rest} /> : null}
    </Modal>
  )
}

function SignForm({ move, onClose, isPending, onSign }: SignDialogProps & { readonly move: Signing }) {
  const [reason, setReason] = useState('')
  const isReady = !move.asksReason || reason.trim() !== ''
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onSign(reason.trim() === '' ? undefined : reason.trim())
      }}
    >
      <Stack gap="sm">
        <blockquote className={classes.wording} lang="en" dir="ltr">
          {move.wording}
        </blockquote>
        <p>
          {t(
            'The log keeps this sentence with your name, your roles, the time and the digest of this version. You may be asked to show that it is you.',
          )}
        </p>
        {move.asksReason ? (
          <Textarea
            label={t('Reason')}
            description={t('It stays in the history of the record.')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            minRows={3}
            required
          />
        ) : null}
        <Group gap="xs">
          <Button type="submit" disabled={!isReady} loading={isPending} data-autofocus>
            {t('Sign')}
          </Button>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('Cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
