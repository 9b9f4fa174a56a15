import type { BackupEntry, Operation } from '../../../server/contract.ts'
import { asProblem } from '../../app/api.ts'
import { showAgo, showInstant, showNumber, showSize } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './Operation.module.css'

/** Whether what is recorded here is safe: the last backup that was read back, the next one, what failed; and the jobs. */
export default function OperationScreen() {
  const asked = useOrgQuery('operation', {}, { refetchInterval: 30_000 })
  if (asked.error) return <ErrorState problem={asProblem(asked.error)} onRetry={() => asked.refetch()} />
  if (!asked.data) return <PageSkeleton />
  const { version, jobs, backups } = asked.data
  return (
    <Page
      title={t('Operation')}
      kicker={<AppLink to="settings">{t('Settings')}</AppLink>}
      standing={t('OpenAIMS {version}. This is about the whole installation, whichever organisation you look from.', {
        version,
      })}
    >
      <Backups backups={backups} />
      <Section title={t('Jobs')} about={t('Imports and audit packs that are worked off in the background.')}>
        <dl className={classes.facts}>
          <Fact name={t('Waiting')} value={showNumber(jobs.waiting)} />
          <Fact name={t('Under way')} value={showNumber(jobs.running)} />
          <Fact name={t('Left by a worker that ended')} value={showNumber(jobs.silent)} />
        </dl>
      </Section>
    </Page>
  )
}

/** Said first and plainly when there is no backup to rely on. */
function warningOf({ last, lastGood, everyHours, nextAt }: Operation['backups']): string | null {
  if (last?.ok === false) return t('The latest backup failed: {problem}', { problem: last.problem ?? '' })
  // A new installation is not in danger because its first night is still to come.
  if (!lastGood && nextAt !== null && Date.parse(nextAt) > Date.now()) return null
  if (!lastGood)
    return everyHours > 0
      ? t('There is no backup, though one was due. Make one with "openaims backup", and look at what the server says.')
      : t('There is no backup, and none is planned. Make one with "openaims backup", or set OPENAIMS_BACKUP_HOURS.')
  const age = Date.now() - Date.parse(lastGood.at)
  const limit = (everyHours > 0 ? 2 * everyHours : 7 * 24) * 3_600_000
  return age > limit ? t('The last good backup is old: {ago}.', { ago: showAgo(lastGood.at) }) : null
}

function Backups({ backups }: { backups: Operation['backups'] }) {
  const { everyHours, keep, encrypted, nextAt, lastGood, recent } = backups
  const warning = warningOf(backups)
  return (
    <Section
      title={t('Backups')}
      about={
        everyHours > 0
          ? t('Every {hours} hours, the last {keep} are kept. Each is read back from the disk before it counts.', {
              hours: showNumber(everyHours),
              keep: showNumber(keep),
            })
          : t('None by the clock here. Each that is made is read back from the disk before it counts.')
      }
    >
      {warning ? (
        <p className={classes.warning} role="alert">
          {warning}
        </p>
      ) : null}
      <dl className={classes.facts}>
        <Fact
          name={t('Last good one')}
          value={lastGood ? `${showInstant(lastGood.at)} (${showAgo(lastGood.at)})` : t('None yet')}
        />
        <Fact name={t('Size')} value={lastGood?.bytes == null ? '–' : showSize(lastGood.bytes)} />
        <Fact name={t('Verified')} value={lastGood ? t('Read back and whole') : '–'} />
        <Fact name={t('Next one')} value={nextAt ? showInstant(nextAt) : t('Not planned')} />
        <Fact name={t('Encrypted')} value={encrypted ? t('Yes') : t('No')} />
      </dl>
      {recent.length > 0 ? <Recent runs={recent} /> : null}
    </Section>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Recent({ runs }: { runs: readonly BackupEntry[] }) {
  return (
    <ul className={classes.runs}>
      {runs.map((run) => (
        <li key={`${run.at} ${run.file}`} data-failed={run.ok === false || undefined}>
          <span>{showInstant(run.at)}</span>
          <span className={classes.file}>
            <bdi>{run.file}</bdi>
            <span className={classes.soft}>
              {run.machine}
              {run.bytes === null ? '' : ` · ${showSize(run.bytes)}`}
              {run.encrypted ? ` · ${t('encrypted')}` : ''}
            </span>
            {run.problem ? <span className={classes.problem}>{run.problem}</span> : null}
          </span>
          <span>{run.ok === null ? t('Under way') : run.ok ? t('Whole') : t('Failed')}</span>
        </li>
      ))}
    </ul>
  )
}
