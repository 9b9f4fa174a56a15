import { Button, Menu } from '@mantine/core'
import type { FindingFilter } from '../../../server/contract.ts'
import { inSpoken, t } from '../../app/i18n.ts'
import { useOrgApi } from '../../app/orgApi.ts'

const formats = [
  { format: 'csv', label: () => t('CSV') },
  { format: 'xlsx', label: () => t('Excel workbook') },
  { format: 'json', label: () => t('JSON') },
] as const

/** All that is listed as a file, also what is not loaded yet. */
export function ExportFindings({ filter }: { filter: FindingFilter }) {
  const api = useOrgApi()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button variant="default">{t('Export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('Export what is listed')}</Menu.Label>
        {formats.map(({ format, label }) => (
          <Menu.Item
            key={format}
            component="a"
            href={api.address(`readiness/export/findings.${format}`, { ...filter, ...inSpoken() })}
            download
          >
            {label()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
