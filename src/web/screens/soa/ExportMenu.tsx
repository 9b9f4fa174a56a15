import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconDownload } from '@tabler/icons-react'
import { inSpoken, t } from '../../app/i18n.ts'
import { useOrgApi } from '../../app/orgApi.ts'

const formats = [
  { ending: 'pdf', label: () => t('PDF, to sign and send') },
  { ending: 'docx', label: () => t('Word document') },
  { ending: 'xlsx', label: () => t('Spreadsheet') },
] as const

/** The statement as a document, at the date shown. */
export function ExportMenu() {
  const api = useOrgApi()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconDownload size={16} />}
          rightSection={<IconChevronDown size={14} />}
        >
          {t('Export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {formats.map(({ ending, label }) => (
          <Menu.Item
            key={ending}
            component="a"
            href={api.address(`reports/statement-of-applicability.${ending}`, inSpoken())}
            download
          >
            {label()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
