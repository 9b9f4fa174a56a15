import { Kbd, Modal, Table } from '@mantine/core'
import { t } from './i18n.ts'
import { useShortcuts } from './shortcuts.ts'

const shown = (keys: string) => keys.replace('mod+', 'Ctrl ').toUpperCase()

/** The keys that work on the page that is open. */
export default function ShortcutsHelp({ onClose }: { onClose: () => void }) {
  const shortcuts = useShortcuts()
  return (
    <Modal opened onClose={onClose} title={t('Keys on this page')}>
      <Table>
        <Table.Tbody>
          {shortcuts.map((s) => (
            <Table.Tr key={s.keys}>
              <Table.Td w={80}>
                <Kbd>{s.keys.length === 1 ? s.keys : shown(s.keys)}</Kbd>
              </Table.Td>
              <Table.Td>{s.label}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
