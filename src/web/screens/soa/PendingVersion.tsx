import type { RecordItem } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { RecordActions } from '../../records/detail/RecordActions.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import classes from './Versions.module.css'

/** A version that is not approved yet: its next moves, each with the reason when it is barred. */
export function PendingVersion({ version }: { version: RecordItem }) {
  const register = useModel().byName('soaVersion')
  const detail = useOrgQuery(
    'records/{register}/{id}',
    { at: { register: String(register?.path), id: version.id } },
    { enabled: register !== undefined },
  ).data
  const label = version.values.versionLabel
  const barred = detail?.moves.find((m) => m.from.includes(version.state) && !m.allowed)?.reason
  return (
    <div className={classes.pending}>
      <div>
        <RecordLink record={version} withState /> {typeof label === 'string' ? t('version {label}', { label }) : null}
        {barred ? <p className={classes.barred}>{barred}</p> : null}
      </div>
      <div className={`${classes.moves} no-print`}>
        {register && detail ? <RecordActions register={register} detail={detail} /> : null}
      </div>
    </div>
  )
}
