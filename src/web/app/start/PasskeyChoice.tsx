import { Checkbox } from '@mantine/core'
import { t } from '../i18n.ts'
import { whyNoPasskeys } from '../passkeys.ts'
import classes from './Start.module.css'

/** Lets somebody do without a password where the device can make a passkey. */
export function PasskeyChoice({
  checked,
  onChange,
}: {
  readonly checked: boolean
  readonly onChange: (on: boolean) => void
}) {
  const why = whyNoPasskeys()
  if (why !== null) return <p className={classes.small}>{why}</p>
  return (
    <Checkbox
      label={t('Use a passkey instead of a password')}
      description={t('Your device keeps it and asks for your finger, face or PIN.')}
      checked={checked}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
