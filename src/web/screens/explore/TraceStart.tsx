import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import screen from '../parts/Screen.module.css'

/** Where to begin, while no record is chosen. */
export function TraceStart() {
  const path = useModel().byName('aiSystem')?.path ?? ''
  const systems =
    useOrgQuery('records/{register}', { at: { register: path }, query: { limit: 6, sort: 'title' } }).data?.items ?? []
  return (
    <EmptyState title={t('Choose a record to begin with')}>
      <p>
        {t(
          'An auditor who holds a risk asks which control treats it, where that is written and what proves it. The picture answers by following the links in both directions.',
        )}
      </p>
      {systems.length > 0 ? (
        <ul className={screen.plainList}>
          {systems.map((system) => (
            <li key={system.id}>
              <AppLink to={`explore/trace/${system.ref}`}>
                <span className={screen.soft}>{system.ref}</span> <bdi>{system.title}</bdi>
              </AppLink>
            </li>
          ))}
        </ul>
      ) : null}
    </EmptyState>
  )
}
