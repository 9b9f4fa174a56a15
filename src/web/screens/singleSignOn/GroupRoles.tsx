import { Button, Group, Input, NativeSelect, TextInput } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import { useRoleChoices } from './roleChoices.ts'

type Row = { readonly group: string; readonly role: string }

interface GroupRolesProps {
  readonly value: readonly Row[]
  readonly onChange: (rows: Row[]) => void
  readonly error?: string | undefined
}

/** Which group at the provider stands for which role here. */
export function GroupRoles({ value, onChange, error }: GroupRolesProps) {
  const { grouped } = useRoleChoices()
  const set = (at: number, row: Partial<Row>) => onChange(value.map((r, i) => (i === at ? { ...r, ...row } : r)))
  return (
    <Input.Wrapper
      label={t('Roles by group')}
      description={t('When there are any, the provider decides the roles at every sign-in.')}
      error={error}
      labelElement="div"
      w="100%"
    >
      {value.map((row, at) => (
        // Rows have no id of their own and are only ever added at the end.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Group key={at} gap="xs" mt={6} align="flex-end">
          <TextInput
            aria-label={t('Group at the provider')}
            placeholder={t('Group at the provider')}
            value={row.group}
            onChange={(event) => set(at, { group: event.currentTarget.value })}
            flex="1 1 160px"
          />
          <NativeSelect
            aria-label={t('Role here')}
            value={row.role}
            onChange={(event) => set(at, { role: event.currentTarget.value })}
            data={grouped}
          />
          <Button
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('Take away the group {name}', { name: row.group })}
            onClick={() => onChange(value.filter((_, i) => i !== at))}
          >
            {t('Take away')}
          </Button>
        </Group>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          mt={8}
          onClick={() => onChange([...value, { group: '', role: 'viewer' }])}
        >
          {t('Add a group')}
        </Button>
      </div>
    </Input.Wrapper>
  )
}
