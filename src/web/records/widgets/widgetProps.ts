import type { FieldDescription } from '../../../server/contract.ts'

/** What every input of a form is given. */
export interface WidgetProps {
  readonly field: FieldDescription
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly error?: string | undefined
  /** Id of the input that an error summary links to. */
  readonly id?: string | undefined
  /** Leaves the label to a table's heading; it is still read out. */
  readonly bare?: boolean | undefined
}

/** Label, help and error as Mantine's inputs take them. */
export function wrapperProps({ field, error, id, bare = false }: WidgetProps) {
  return {
    ...(id === undefined ? {} : { id }),
    ...(bare ? { 'aria-label': field.label, size: 'xs' as const } : { label: field.label, description: field.help }),
    error,
    // Marked and read as required; the server says what is missing, so that a draft can be kept half done.
    withAsterisk: field.required,
    'aria-required': field.required,
  }
}

/** Empty text is no value. */
export const orNull = (text: string): string | null => (text === '' ? null : text)
