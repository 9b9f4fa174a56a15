import { MultiSelect } from '@mantine/core'
import { useRoleChoices } from './roleChoices.ts'

interface AnyRolePickerProps {
  readonly label: string
  readonly value: readonly string[]
  readonly onChange: (roles: string[]) => void
}

/** Picks usual roles and those the organisation made itself. */
export function AnyRolePicker({ label, value, onChange }: AnyRolePickerProps) {
  const { grouped } = useRoleChoices()
  return <MultiSelect label={label} data={grouped} value={[...value]} onChange={onChange} hidePickedOptions />
}
