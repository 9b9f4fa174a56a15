import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Mention } from '../../../programme/mention.ts'
import type { RecordRef } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { RecordLink } from '../../ui/RecordLink.tsx'
import classes from './MentionLinks.module.css'

type Named = Mention | RecordRef

const asRef = (record: Named): RecordRef => ({ state: '', archived: false, ...record })

/** Records named beside a claim, the first few at once and the others on demand. */
export function MentionLinks({ records, few = 4 }: { records: readonly Named[]; few?: number }) {
  const [isAll, setAll] = useState(false)
  if (records.length === 0) return null
  const rest = records.length - few
  return (
    <ul className={classes.list}>
      {(isAll || rest <= 1 ? records : records.slice(0, few)).map((record) => (
        <li key={record.id}>
          <RecordLink record={asRef(record)} />
        </li>
      ))}
      {!isAll && rest > 1 ? (
        <li>
          <Button className={classes.more} variant="subtle" size="compact-xs" onClick={() => setAll(true)}>
            {t('{rest} more', { rest })}
          </Button>
        </li>
      ) : null}
    </ul>
  )
}
