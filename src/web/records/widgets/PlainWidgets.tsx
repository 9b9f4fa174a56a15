import { NumberInput, Text, TextInput } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import { orNull, type WidgetProps, wrapperProps } from './widgetProps.ts'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

interface TypedTextProps extends WidgetProps {
  readonly type: 'text' | 'url' | 'email' | 'date'
  readonly placeholder?: string
}

function TypedText({ type, placeholder, ...props }: TypedTextProps) {
  const { field, value, onChange } = props
  return (
    <TextInput
      {...wrapperProps(props)}
      type={type}
      dir={type === 'text' ? 'auto' : undefined}
      placeholder={props.bare ? undefined : placeholder}
      value={textOf(value)}
      maxLength={type === 'text' && field.max !== null ? field.max : undefined}
      maw={type === 'date' && !props.bare ? 180 : undefined}
      onChange={(event) => onChange(orNull(event.currentTarget.value))}
    />
  )
}

export const LineWidget = (props: WidgetProps) => <TypedText {...props} type="text" />
export const UrlWidget = (props: WidgetProps) => <TypedText {...props} type="url" placeholder="https://" />
export const EmailWidget = (props: WidgetProps) => <TypedText {...props} type="email" placeholder="name@example.org" />
export const DateWidget = (props: WidgetProps) => <TypedText {...props} type="date" />

/** The reader's own time in the input, UTC in the record. */
export function DateTimeWidget(props: WidgetProps) {
  const { value, onChange } = props
  const at = new Date(textOf(value))
  const local = Number.isNaN(at.getTime())
    ? ''
    : new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  return (
    <TextInput
      {...wrapperProps(props)}
      type="datetime-local"
      maw={240}
      value={local}
      onChange={(event) => {
        const chosen = new Date(event.currentTarget.value)
        onChange(Number.isNaN(chosen.getTime()) ? null : `${chosen.toISOString().slice(0, 19)}Z`)
      }}
    />
  )
}

export function NumberWidget(props: WidgetProps) {
  const { field, value, onChange, bare } = props
  return (
    <NumberInput
      {...wrapperProps(props)}
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      onChange={(next) => onChange(next === '' ? null : next)}
      {...(field.min === null ? {} : { min: field.min })}
      {...(field.max === null ? {} : { max: field.max })}
      allowDecimal={field.kind !== 'integer'}
      // A value out of bounds stays as typed and is refused with a reason, never changed silently.
      clampBehavior="none"
      hideControls
      maw={bare ? undefined : 240}
      rightSection={
        field.unit ? (
          <Text size="xs" c="dimmed" pe="xs" aria-label={t('in {unit}', { unit: field.unit })}>
            {field.unit}
          </Text>
        ) : undefined
      }
      rightSectionWidth={field.unit ? 64 : undefined}
    />
  )
}
