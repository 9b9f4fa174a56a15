import type { RegisterDescription } from '../../server/contract.ts'
import { AppLink } from '../ui/AppLink.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { RefChips } from '../ui/RefChip.tsx'
import classes from './AreaScreen.module.css'
import type { AreaShown } from './areas.ts'
import { showNumber } from './dates.ts'
import { t } from './i18n.ts'
import { useModel } from './model.tsx'
import { useAreaEntries } from './Navigation.tsx'
import { useOrgQuery } from './orgApi.ts'

/** An area without a screen of its own: its registers, what each is for and how much is in it. */
export function AreaScreen({ area }: { area: AreaShown }) {
  const model = useModel()
  const entries = useAreaEntries()(area.name).filter((e) => !e.to.startsWith('r/'))
  const registers =
    area.name === 'home' ? model.registers.filter((r) => r.area !== 'internal') : model.inArea(area.name)
  return (
    <Page title={area.label()} standing={area.standing()}>
      {entries.length > 0 ? (
        <ul className={classes.screens}>
          {entries.map((entry) => (
            <li key={entry.to}>
              <AppLink to={entry.to}>{entry.label}</AppLink>
            </li>
          ))}
        </ul>
      ) : null}
      {registers.length === 0 && entries.length === 0 ? (
        <EmptyState title={t('Nothing is kept here yet')} />
      ) : (
        <ul className={classes.registers}>
          {registers.map((register) => (
            <RegisterRow key={register.name} register={register} />
          ))}
        </ul>
      )}
    </Page>
  )
}

function RegisterRow({ register }: { register: RegisterDescription }) {
  const counted = useOrgQuery('records/{register}', {
    at: { register: register.path },
    query: { limit: 1, count: true },
  })
  return (
    <li className={classes.register}>
      <div className={classes.head}>
        <AppLink to={`r/${register.path}`} fw={600}>
          {register.label.many}
        </AppLink>
        <span className={classes.count}>
          {typeof counted.data?.total === 'number' ? showNumber(counted.data.total) : '–'}
        </span>
      </div>
      <p className={classes.explain}>{register.explain}</p>
      <RefChips references={register.serves} />
    </li>
  )
}
