import { Drawer } from '@mantine/core'
import { t } from './i18n.ts'
import { Navigation } from './Navigation.tsx'

/** The navigation on a phone. */
export default function NavigationDrawer({ onClose }: { onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} size={280} title={t('Areas')} padding="xs" hiddenFrom="sm">
      <nav aria-label={t('Areas')}>
        <Navigation />
      </nav>
    </Drawer>
  )
}
