import { Button } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { t } from '../i18n.ts'
import { refusedWords } from './refusedWords.ts'
import { Sheet } from './Sheet.tsx'
import classes from './Start.module.css'

/** Where a proof at an identity provider ends that began in another window, which goes on by itself. */
export default function Proved() {
  const { refused } = useSearch({ strict: false }) as { refused?: string }
  const refusal = refused === undefined ? null : (refusedWords(refused) ?? t('Begin anew.'))
  return (
    <Sheet title={refusal ? t('You have not shown who you are') : t('You have shown that it is you')}>
      {refusal ? (
        <p role="alert" className={classes.bad}>
          {refusal}
        </p>
      ) : (
        <p role="status">{t('Go back to the page you came from; it goes on by itself.')}</p>
      )}
      <Button size="sm" variant="default" onClick={() => window.close()}>
        {t('Close this page')}
      </Button>
    </Sheet>
  )
}
