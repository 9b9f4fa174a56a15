import type { RecordItem } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { Asked } from '../parts/Asked.tsx'
import screen from '../parts/Screen.module.css'
import { Section } from '../parts/Section.tsx'
import { useAllRecords } from '../parts/useAllRecords.ts'
import { CompareVersions } from './CompareVersions.tsx'
import { ExportMenu } from './ExportMenu.tsx'
import { FreezeVersion } from './FreezeVersion.tsx'
import { PendingVersion } from './PendingVersion.tsx'

/** Versions of the statement: freezing, approving and comparing them. */
export default function VersionsScreen() {
  const asked = useAllRecords('soaVersion', { sort: '-createdAt' })
  const versions = asked.data?.items
  const approved = versions?.filter((v) => v.state === 'approved').toSorted(byApproval)[0]
  return (
    <Page
      title={t('Versions of the statement')}
      kicker={
        <>
          <AppLink to="controls">{t('Statement of applicability')}</AppLink>
          <RefChips references={['iso42001:6.1.3']} />
        </>
      }
      standing={versions ? standingOf(versions, approved) : t('What the certificate names, and what changed since.')}
      more={<ExportMenu />}
      action={<FreezeVersion versions={versions ?? []} approved={approved ?? null} />}
    >
      <Asked answer={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('No version was frozen yet')}
              example={t('version 1.0, taken the week before the audit of stage 1')}
            >
              {t(
                'The living statement changes every day; a certificate names one version of it. Freeze one when the decisions are taken, and have it approved.',
              )}
            </EmptyState>
          ) : (
            <>
              <PendingVersions versions={items} />
              <Section title={t('All versions')}>
                <VersionTable versions={items} />
              </Section>
              <CompareVersions versions={items} approved={approved ?? null} />
            </>
          )
        }
      </Asked>
    </Page>
  )
}

const text = (record: RecordItem, name: string): string | null => {
  const value = record.values[name]
  return typeof value === 'string' ? value : null
}

const byApproval = (a: RecordItem, b: RecordItem) =>
  (text(b, 'approvedOn') ?? '').localeCompare(text(a, 'approvedOn') ?? '')

function standingOf(versions: readonly RecordItem[], approved: RecordItem | undefined): string {
  const inForce = approved
    ? t('Version {label} is in force, approved on {day} by {name}.', {
        label: text(approved, 'versionLabel') ?? approved.ref,
        day: showDay(text(approved, 'approvedOn') ?? approved.updatedAt),
        name: text(approved, 'approvedBy') ?? t('somebody'),
      })
    : t('No version is approved yet.')
  const waiting = versions.filter((v) => v.state === 'inReview').length
  return waiting === 0
    ? inForce
    : `${inForce} ${t('{waiting, plural, one {One version waits} other {# versions wait}} for approval.', { waiting })}`
}

/** Versions on their way to approval, with what can be done about them. */
function PendingVersions({ versions }: { versions: readonly RecordItem[] }) {
  const pending = versions.filter((v) => v.state === 'draft' || v.state === 'inReview')
  if (pending.length === 0) return null
  return (
    <Section title={t('On the way to approval')}>
      {pending.map((version) => (
        <PendingVersion key={version.id} version={version} />
      ))}
    </Section>
  )
}

function VersionTable({ versions }: { versions: readonly RecordItem[] }) {
  const path = useModel().byName('soaVersion')?.path
  return (
    <div className={screen.tableFrame}>
      <table className={`${screen.table} ${screen.stacked}`}>
        <caption>{t('All versions')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Version')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col">{t('Snapshot of')}</th>
            <th scope="col">{t('Approved')}</th>
            <th scope="col" data-align="end">
              {t('Controls that apply')}
            </th>
            <th scope="col">{t('Changes')}</th>
          </tr>
        </thead>
        <tbody>
          {versions.map((version) => (
            <tr key={version.id}>
              <td>
                <AppLink to={`r/${path}/${version.ref}`}>
                  {text(version, 'versionLabel') ?? version.ref} <span className={screen.soft}>{version.ref}</span>
                </AppLink>
              </td>
              <td data-label={t('State')}>
                <StateBadge register="soaVersion" state={version.state} plain />
              </td>
              <td data-label={t('Snapshot of')}>
                {text(version, 'takenOn') ? showDay(text(version, 'takenOn') ?? '', 'short') : ''}
              </td>
              <td data-label={t('Approved')}>
                <span>
                  {text(version, 'approvedOn') ? showDay(text(version, 'approvedOn') ?? '', 'short') : ''}{' '}
                  <span className={screen.soft}>{text(version, 'approvedBy')}</span>
                </span>
              </td>
              <td data-align="end" data-label={t('Controls that apply')}>
                {String(version.values.applicableCount ?? '')}
              </td>
              <td data-label={t('Changes')}>
                <AppLink to="controls/versions" search={{ from: version.ref }}>
                  {t('Compare with today')}
                </AppLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
