import { NativeSelect } from '@mantine/core'
import type { SoaDiff } from '../../../programme/soaSnapshot.ts'
import type { RecordItem } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { Diff } from '../../ui/Diff.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { Asked } from '../parts/Asked.tsx'
import screen from '../parts/Screen.module.css'
import { Quiet, Section } from '../parts/Section.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { RefsChanged } from './RefsChanged.tsx'
import { implementationStates, implementationWord } from './soaWords.ts'
import classes from './Versions.module.css'

const today = 'today'

/** What changed between two versions, or since a version. */
export function CompareVersions({
  versions,
  approved,
}: {
  versions: readonly RecordItem[]
  approved: RecordItem | null
}) {
  const [state, update] = useAddress<'from' | 'to'>()
  const from = state.from ?? approved?.ref ?? versions.at(0)?.ref ?? ''
  const to = state.to ?? today
  const asked = useOrgQuery(
    'applicability/diff',
    { query: { from, to: to === today ? undefined : to } },
    { keepPrevious: true },
  )
  const options = versions.map((v) => ({ value: v.ref, label: `${String(v.values.versionLabel ?? '')} (${v.ref})` }))
  return (
    <Section title={t('What changed')}>
      <div className={`${classes.ends} no-print`}>
        <NativeSelect
          label={t('From version')}
          data={options}
          value={from}
          onChange={(event) => update({ from: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('To')}
          data={[{ value: today, label: t('The statement as it stands') }, ...options]}
          value={to}
          onChange={(event) => update({ to: event.currentTarget.value === today ? null : event.currentTarget.value })}
        />
      </div>
      <Asked answer={asked}>{(diff) => <Changes diff={diff} />}</Asked>
    </Section>
  )
}

function Changes({ diff }: { diff: SoaDiff }) {
  if (diff.isSame) return <Quiet>{t('Nothing changed between them.')}</Quiet>
  return (
    <>
      <p className={screen.soft}>
        {t(
          '{decisions, plural, =0 {No decision changed} one {# decision changed} other {# decisions changed}}; {changed, plural, one {# control differs} other {# controls differ}} in all; {added} added, {removed} removed.',
          {
            decisions: diff.decisionsChanged.length,
            changed: diff.changed.length,
            added: diff.added.length,
            removed: diff.removed.length,
          },
        )}
      </p>
      <ul className={classes.changes}>
        {diff.added.map((row) => (
          <li key={row.control}>
            <h3>
              {shortRef(row.control)} {row.title}
            </h3>
            <p>{t('Added: {answer}.', { answer: applies(row.applicable) })}</p>
          </li>
        ))}
        {diff.removed.map((row) => (
          <li key={row.control}>
            <h3>
              {shortRef(row.control)} {row.title}
            </h3>
            <p>{t('Removed.')}</p>
          </li>
        ))}
        {diff.changed.map((row) => (
          <li key={row.control}>
            <h3>
              {shortRef(row.control)} {row.title}
            </h3>
            <dl>
              {row.changes.map((change) => (
                <div key={change.field}>
                  <dt>{change.label}</dt>
                  <dd>
                    {change.field === 'causes' || change.field === 'documents' ? (
                      <RefsChanged before={change.before} after={change.after} />
                    ) : (
                      <Diff
                        before={sayValue(change.field, change.before)}
                        after={sayValue(change.field, change.after)}
                      />
                    )}
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    </>
  )
}

const applies = (value: string | null): string =>
  value === 'yes' ? t('included') : value === 'no' ? t('left out') : t('not decided')

function sayValue(field: string, value: string | null): string {
  if (field === 'applicable') return applies(value)
  if (value === null) return ''
  if (field === 'lastVerifiedOn') return showDay(value)
  const state = implementationStates.find((each) => each === value)
  return field === 'implementation' && state ? implementationWord(state) : value
}
