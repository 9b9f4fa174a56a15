import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useRef } from 'react'
import type { RegisterDescription } from '../../server/contract.ts'
import { t } from '../app/i18n.ts'
import { useShortcut } from '../app/shortcuts.ts'
import { BareLink } from '../ui/AppLink.tsx'
import { PageSkeleton } from '../ui/Skeletons.tsx'
import classes from './RecordPanel.module.css'

const RecordDetailView = lazy(() => import('./detail/RecordDetailView.tsx'))

interface RecordPanelProps {
  readonly register: RegisterDescription
  /** Number of the record shown; null closes the panel. */
  readonly reference: string | null
  readonly onClose: () => void
}

/** A record beside its list. It is not modal: `j` and `k` go on through the list and the panel follows. */
export function RecordPanel({ register, reference, onClose }: RecordPanelProps) {
  const panel = useRef<HTMLElement>(null)
  const isOpen = reference !== null
  useShortcut('Escape', t('Close the panel'), onClose, isOpen)
  useEffect(() => {
    if (!isOpen) return
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [isOpen])
  if (reference === null) return null
  return (
    <aside
      className={`${classes.panel} no-print`}
      ref={panel}
      tabIndex={-1}
      aria-label={t('{one} {ref}', { one: register.label.one, ref: reference })}
    >
      <div className={classes.bar}>
        <Tooltip label={t('Open as a page')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('Open as a page')}
            renderRoot={(props) => <BareLink {...props} to={`r/${register.path}/${reference}`} />}
          >
            <IconArrowsMaximize size={16} />
          </ActionIcon>
        </Tooltip>
        <ActionIcon variant="subtle" color="gray" size={32} onClick={onClose} aria-label={t('Close the panel')}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      <Suspense fallback={<PageSkeleton />}>
        <RecordDetailView register={register} reference={reference} place="panel" key={reference} />
      </Suspense>
    </aside>
  )
}
