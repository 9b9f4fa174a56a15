import { ActionIcon, Checkbox, Menu, Popover, ScrollArea, SegmentedControl, Stack, Tooltip } from '@mantine/core'
import { IconColumns, IconDotsVertical, IconLayoutKanban, IconTable } from '@tabler/icons-react'
import type { RegisterDescription } from '../../../server/contract.ts'
import type { Query } from '../../app/api.ts'
import { inSpoken, t } from '../../app/i18n.ts'
import { useOrgApi } from '../../app/orgApi.ts'
import { propertiesOf } from '../fields.ts'
import type { ListState, UpdateList } from './listState.ts'
import { SavedViews } from './SavedViews.tsx'

interface ListToolsProps {
  readonly register: RegisterDescription
  readonly state: ListState
  readonly update: UpdateList
  readonly query: Query
}

/** How the list is shown and where it can go: layout, columns, saved views, export. */
export function ListTools({ register, state, update, query }: ListToolsProps) {
  return (
    <>
      {register.moves.length > 0 ? (
        <SegmentedControl
          size="xs"
          value={state.layout}
          onChange={(layout) => update({ layout: layout === 'board' ? 'board' : 'table' })}
          aria-label={t('Layout')}
          data={[
            { value: 'table', label: <LayoutLabel icon={IconTable} word={t('Table')} /> },
            { value: 'board', label: <LayoutLabel icon={IconLayoutKanban} word={t('Board')} /> },
          ]}
        />
      ) : null}
      <SavedViews register={register} state={state} />
      {state.layout === 'table' ? <ColumnChooser register={register} state={state} update={update} /> : null}
      <MoreMenu register={register} state={state} update={update} query={query} />
    </>
  )
}

function LayoutLabel({ icon: Icon, word }: { icon: typeof IconTable; word: string }) {
  return (
    <Tooltip label={word}>
      <span style={{ display: 'flex' }}>
        <Icon size={16} aria-label={word} role="img" />
      </span>
    </Tooltip>
  )
}

function ColumnChooser({ register, state, update }: Omit<ListToolsProps, 'query'>) {
  const all = propertiesOf(register)
  const toggle = (name: string) => {
    const columns = state.columns.includes(name)
      ? state.columns.filter((c) => c !== name)
      : // Added columns stand where the register lists them, so the order stays familiar.
        all.map((p) => p.name).filter((n) => n === name || state.columns.includes(n))
    if (columns.length > 0) update({ columns })
  }
  return (
    <Popover position="bottom-end" shadow="md" trapFocus returnFocus width={260}>
      <Popover.Target>
        <Tooltip label={t('Columns')}>
          <ActionIcon variant="default" size={30} aria-label={t('Columns')}>
            <IconColumns size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <ScrollArea.Autosize mah={360}>
          <Stack gap={10} p={4}>
            {all.map((p) => (
              <Checkbox
                key={p.name}
                size="xs"
                label={p.label}
                checked={state.columns.includes(p.name)}
                onChange={() => toggle(p.name)}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}

const formats = [
  { format: 'csv', label: () => t('CSV') },
  { format: 'xlsx', label: () => t('Excel workbook') },
  { format: 'json', label: () => t('JSON') },
] as const

function MoreMenu({ register, state, update, query }: ListToolsProps) {
  const api = useOrgApi()
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="default" size={30} aria-label={t('More')}>
          <IconDotsVertical size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('Export what is listed')}</Menu.Label>
        {formats.map(({ format, label }) => (
          <Menu.Item
            key={format}
            component="a"
            href={api.address(`export/${register.path}.${format}`, { ...query, ...inSpoken() })}
            download
          >
            {label()}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => update({ archived: !state.archived })}>
          {state.archived ? t('Show live records') : t('Show archived records')}
        </Menu.Item>
        <Menu.Item onClick={() => window.print()}>{t('Print')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
