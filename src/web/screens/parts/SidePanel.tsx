import { ActionIcon, Tooltip } from '@mantine/core'
import { IconArrowsMaximize, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { t } from '../../app/i18n.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { BareLink } from '../../ui/AppLink.tsx'
import classes from './SidePanel.module.css'

interface SidePanelProps {
  /** What is shown in it, for screen readers. */
  readonly label: string
  /** Address of the same content as a page. */
  readonly page?: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Something beside its list, not modal; the list goes on working with `j` and `k`. */
export function SidePanel({ label, page, onClose, children }: SidePanelProps) {
  const panel = useRef<HTMLElement>(null)
  useShortcut('Escape', t('Close the panel'), onClose)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    <aside className={`${classes.panel} no-print`} ref={panel} tabIndex={-1} aria-label={label}>
      <div className={classes.bar}>
        {page ? (
          <Tooltip label={t('Open as a page')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={32}
              aria-label={t('Open as a page')}
              renderRoot={(props) => <BareLink {...props} to={page} />}
            >
              <IconArrowsMaximize size={16} />
            </ActionIcon>
          </Tooltip>
        ) : null}
        <ActionIcon variant="subtle" color="gray" size={32} onClick={onClose} aria-label={t('Close the panel')}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      {children}
    </aside>
  )
}
