import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../app/i18n.ts'

interface ReasonDialogProps {
  /** The move asked for. */
  readonly title: string
  readonly opened: boolean
  readonly onClose: () => void
  readonly isPending?: boolean
  readonly onGive: (reason: string) => void
}

/** Asks why; the words go into the history. */
export function ReasonDialog({ opened, ...rest }: ReasonDialogProps) {
  return (
    <Modal
      opened={opened}
      onClose={rest.onClose}
      closeOnEscape={rest.isPending !== true}
      closeOnClickOutside={rest.isPending !== true}
      trapFocus={rest.isPending !== true}
      title={rest.title}
    >
      <ReasonForm {...rest} />
    </Modal>
  )
}

function ReasonForm({ title, onClose, isPending = false, onGive }: Omit<ReasonDialogProps, 'opened'>) {
  const [reason, setReason] = useState('')
  const isGiven = reason.trim() !== ''
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isGiven) onGive(reason.trim())
      }}
    >
      <Textarea
        label={t('Reason')}
        description={t('It stays in the history of the record.')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={3}
        required
        data-autofocus
      />
      <Group gap="xs" mt="sm">
        <Button type="submit" disabled={!isGiven} loading={isPending}>
          {title}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t('Cancel')}
        </Button>
      </Group>
    </form>
  )
}
