import { Button, Group, Modal, Stack } from '@mantine/core'
import { showAgo } from './dates.ts'
import type { KeptDraft } from './drafts.ts'
import { t } from './i18n.ts'

interface UnsavedDialogProps {
  readonly drafts: readonly KeptDraft[]
  readonly onStay: () => void
  readonly onLeave: () => void
}

/** What a sign-out would take away, for the person to decide. */
export default function UnsavedDialog({ drafts, onStay, onLeave }: UnsavedDialogProps) {
  return (
    <Modal opened onClose={onStay} title={t('You have not saved everything')}>
      <Stack gap="sm">
        <p>
          {t(
            '{count, plural, one {One form holds} other {# forms hold}} changes that are kept in this browser only. Signing out deletes them, so that nobody after you can read them.',
            { count: drafts.length },
          )}
        </p>
        <ul>
          {drafts.map((draft) => (
            <li key={`${draft.title} ${draft.at}`}>
              <bdi>{draft.title}</bdi>
              {' · '}
              {showAgo(new Date(draft.at).toISOString())}
            </li>
          ))}
        </ul>
        <Group gap="xs">
          <Button onClick={onStay} data-autofocus>
            {t('Stay signed in')}
          </Button>
          <Button variant="default" onClick={onLeave}>
            {t('Sign out and delete them')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
