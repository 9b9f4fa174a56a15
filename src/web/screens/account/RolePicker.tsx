import { MultiSelect } from '@mantine/core'
import { type Role, roles } from '../../../model/access.ts'
import { t } from '../../app/i18n.ts'
import { roleLabel } from './roleLabels.ts'

interface RolePickerProps {
  readonly value: readonly Role[]
  readonly onChange: (roles: Role[]) => void
  readonly label?: string
  readonly error?: string | undefined
  /** Roles that can be chosen; all when left out. */
  readonly among?: readonly Role[]
}

export function RolePicker({ value, onChange, label, error, among = roles }: RolePickerProps) {
  return (
    <MultiSelect
      label={label ?? t('Roles')}
      data={among.map((role) => ({ value: role, label: roleLabel(role) }))}
      value={[...value]}
      onChange={(next) => onChange(roles.filter((role) => next.includes(role)))}
      error={error}
      hidePickedOptions
    />
  )
}
