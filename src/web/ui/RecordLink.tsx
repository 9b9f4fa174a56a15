import type { RecordRef } from '../../server/contract.ts'
import { t } from '../app/i18n.ts'
import { useModel } from '../app/model.tsx'
import { recordTitle } from '../app/recordTitle.ts'
import { AppLink } from './AppLink.tsx'
import classes from './RecordLink.module.css'
import { StateBadge } from './StateBadge.tsx'

interface RecordLinkProps {
  readonly record: RecordRef
  /** Shows the state beside it. */
  readonly withState?: boolean
  /** Shows the title alone, without the number. */
  readonly titleOnly?: boolean
  /** Another address than the record's page. */
  readonly to?: string
}

/** A record's number and title, linking to its page. */
export function RecordLink({ record, withState = false, titleOnly = false, to }: RecordLinkProps) {
  const register = useModel().byName(record.register)
  const path = register?.path
  const words = (
    <>
      {titleOnly ? null : <span className={classes.ref}>{record.ref}</span>}
      <bdi>{recordTitle(register, record.title)}</bdi>
    </>
  )
  return (
    <span className={classes.link}>
      {path === undefined ? words : <AppLink to={to ?? `r/${path}/${record.ref}`}>{words}</AppLink>}
      {record.archived ? <span className={classes.ref}>{t('archived')}</span> : null}
      {withState ? <StateBadge register={record.register} state={record.state} plain /> : null}
    </span>
  )
}
