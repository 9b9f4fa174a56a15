import { Button, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { t } from './i18n.ts'

/**
 * Says when a part of the client cannot be fetched, and offers to reload: a tab that stayed open over an upgrade asks for
 * files that the server no longer has.
 */
export function watchForUpdate(): void {
  addEventListener('vite:preloadError', () => void offerReload())
}

async function offerReload(): Promise<void> {
  const newer = await isNewer()
  notifications.show({
    // One notice, however many parts are missing.
    id: 'part-missing',
    title: newer ? t('OpenAIMS was updated') : t('A part of this page did not load'),
    message: (
      <Stack gap="xs" align="flex-start">
        <span>
          {newer
            ? t('This tab still shows the version before. What you typed in forms and did not save is kept.')
            : t('The connection may be lost. What you typed in forms and did not save is kept.')}
        </span>
        <Button size="xs" onClick={() => location.reload()}>
          {t('Reload')}
        </Button>
      </Stack>
    ),
    autoClose: newer ? false : 10_000,
  })
}

/** True when the page that the server hands out now begins with another script than this one did. */
async function isNewer(): Promise<boolean> {
  const own = document.querySelector('script[type="module"][src]')?.getAttribute('src')
  if (!own) return false
  try {
    const answer = await fetch('/', { cache: 'no-store', credentials: 'same-origin' })
    return answer.ok && !(await answer.text()).includes(own)
  } catch {
    // A server that does not answer is not an upgrade.
    return false
  }
}
