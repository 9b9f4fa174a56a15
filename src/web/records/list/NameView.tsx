import { Checkbox, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../app/i18n.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'

interface NameViewProps {
  readonly onKeep: (title: string, shared: boolean) => Promise<unknown>
  readonly onClose: () => void
}

/** Asks what a view is to be called. */
export default function NameView({ onKeep, onClose }: NameViewProps) {
  const [title, setTitle] = useState('')
  const [shared, setShared] = useState(false)
  const [wrong, setWrong] = useState<string | null>(null)
  return (
    <Modal opened onClose={onClose} title={t('Keep this view')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          onKeep(title.trim(), shared).then(onClose, (error: unknown) =>
            setWrong(error instanceof Error ? error.message : String(error)),
          )
        }}
      >
        <Stack gap="sm">
          <TextInput
            label={t('Name')}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
            error={wrong}
            required
            data-autofocus
          />
          <Checkbox
            label={t('Offer it to everybody')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <ActionButton type="submit" style={{ alignSelf: 'start' }}>
            {t('Keep')}
          </ActionButton>
        </Stack>
      </form>
    </Modal>
  )
}
