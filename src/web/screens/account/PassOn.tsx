import { Button } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import classes from './Account.module.css'

/** A link that could not be mailed, to be passed on by hand. */
export function PassOn({ link, onDone }: { readonly link: string; readonly onDone: () => void }) {
  return (
    <div role="status" className={classes.form}>
      <p className={classes.soft}>
        {t('Pass this link on to them yourself, over a way only they can read. It works once.')}
      </p>
      <code className={classes.secret}>{link}</code>
      <Button size="sm" variant="default" onClick={onDone}>
        {t('Done')}
      </Button>
    </div>
  )
}
