import { Button, CopyButton } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import classes from './Account.module.css'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** Codes that each replace the authenticator app once; shown this one time. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps) {
  return (
    <div role="status">
      <p>
        {t(
          'Keep these recovery codes where you find them without your telephone. Each works once, and they are not shown again.',
        )}
      </p>
      <ul className={classes.codes} aria-label={t('Recovery codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.actions}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button size="sm" variant="default" onClick={copy}>
              {copied ? t('Copied') : t('Copy')}
            </Button>
          )}
        </CopyButton>
        <Button size="sm" onClick={onDone}>
          {t('I have kept them')}
        </Button>
      </div>
    </div>
  )
}
