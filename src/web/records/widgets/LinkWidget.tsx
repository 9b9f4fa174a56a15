import type { LinkDescription, RecordRef } from '../../../server/contract.ts'
import { RecordPicker } from './RecordPicker.tsx'

interface LinkWidgetProps {
  readonly link: LinkDescription
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly names: Readonly<Record<string, RecordRef>>
  readonly error?: string | undefined
  readonly id?: string | undefined
}

/** The input for a link: one id or null, or a list of ids. */
export function LinkWidget({ link, value, onChange, names, error, id }: LinkWidgetProps) {
  const ids = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
  return (
    <RecordPicker
      label={link.label}
      description={link.help}
      to={link.to}
      many={link.many}
      value={ids}
      onChange={(next) => onChange(link.many ? next : (next[0] ?? null))}
      names={names}
      error={error}
      required={link.required}
      id={id}
    />
  )
}
