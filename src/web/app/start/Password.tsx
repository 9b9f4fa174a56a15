import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { t } from '../i18n.ts'

interface PasswordProps extends Omit<PasswordInputProps, 'value' | 'onChange'> {
  readonly value: string
  readonly onChange: (value: string) => void
  /** Tells password managers whether to fill in or to suggest. */
  readonly isNew?: boolean
}

/** A password that can be pasted, shown, filled in and suggested by password managers. */
export function Password({ value, onChange, isNew = false, ...rest }: PasswordProps) {
  return (
    <PasswordInput
      label={isNew ? t('New password') : t('Password')}
      {...(isNew ? { description: t('At least 12 characters; a few unrelated words do well.') } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('Show what is typed'), tabIndex: 0, 'aria-hidden': false }}
      maxLength={256}
      required
      {...rest}
    />
  )
}
