import { Button } from '@mantine/core'
import type { LogStanding } from '../../../server/contract.ts'
import { addressOf } from '../../app/api.ts'
import { showAgo, showInstant, showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useOrgQuery } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { AppLink, BareLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { Asked } from '../parts/Asked.tsx'
import { Section } from '../parts/Section.tsx'
import { Deliveries } from './Deliveries.tsx'
import { Erase } from './Erase.tsx'
import { Retention } from './Retention.tsx'
import { RowCheck } from './RowCheck.tsx'
import classes from './Trust.module.css'

/** What lets outsiders check that nothing was changed, and whether it works at present. */
export default function Trust() {
  const log = useOrgQuery('log', {}, { refetchInterval: 15_000 })
  const { roles } = useOrganisation()
  const administers = roles.includes('administrator')
  return (
    <Page
      title={t('Trust')}
      kicker={<AppLink to="audit">{t('Audit & improve')}</AppLink>}
      standing={log.data ? standingOf(log.data) : t('How outsiders can check that nothing was changed.')}
    >
      <div className={classes.narrow}>
        <Asked answer={log}>
          {(standing) => (
            <>
              {standing.finding ? <Alarm finding={standing.finding} /> : null}
              <LastCheckpoint standing={standing} />
              <Proven />
              <Keys standing={standing} />
              <RowCheck check={standing.check} onDone={() => void log.refetch()} />
            </>
          )}
        </Asked>
        {roles.some((role) => ['administrator', 'aimsLead'].includes(role)) ? (
          <Section
            title={t('A person asks to be erased')}
            about={t(
              'Finds every record, membership and file that names the person, and erases what you choose as one job; the log goes on verifying.',
            )}
          >
            <Button variant="default" renderRoot={(props) => <BareLink {...props} to="audit/erase-person" />}>
              {t('Look for a person')}
            </Button>
          </Section>
        ) : null}
        {administers ? (
          <>
            <Deliveries />
            <Erase />
            <Retention />
          </>
        ) : null}
      </div>
    </Page>
  )
}

function standingOf({ size, uncovered, signer, finding }: LogStanding): string {
  if (finding) return t('The signer refuses the log: it is not what was signed before.')
  if (!signer?.running) return t('{count} entries; the signer is not running.', { count: showNumber(size) })
  if (uncovered === 0) return t('All {count} entries are covered by a signed checkpoint.', { count: showNumber(size) })
  return t('{count} entries, of which the last {open} wait to be signed.', {
    count: showNumber(size),
    open: showNumber(uncovered),
  })
}

function Alarm({ finding }: { finding: NonNullable<LogStanding['finding']> }) {
  return (
    <div role="alert" className={classes.alarm}>
      <p>
        <strong>{finding.finding}</strong>
      </p>
      <p>
        {t(
          'Found {when}. Nothing is signed until it is clear why. Keep a copy of the database and of the signer’s folder, and compare with a backup.',
          {
            when: showInstant(finding.at),
          },
        )}
      </p>
    </div>
  )
}

function LastCheckpoint({ standing }: { standing: LogStanding }) {
  const api = useOrgApi()
  const { checkpoint, signer, stamps } = standing
  const stamp = stamps.at(-1)
  return (
    <Section
      title={t('Last checkpoint')}
      about={t(
        'A signed statement of how many entries the log has and which root they lead to. Keep it outside of here: a pack made later must continue it.',
      )}
    >
      <dl className={classes.facts}>
        <dt>{t('Entries in the log')}</dt>
        <dd>{showNumber(standing.size)}</dd>
        <dt>{t('Covered by the checkpoint')}</dt>
        <dd>
          {checkpoint
            ? t('{count} entries, signed {when}', { count: showNumber(checkpoint.size), when: showAgo(checkpoint.at) })
            : t('Nothing was signed yet.')}
        </dd>
        {checkpoint ? (
          <>
            <dt>{t('Root')}</dt>
            <dd className={classes.code}>{checkpoint.root}</dd>
          </>
        ) : null}
        <dt>{t('Signer')}</dt>
        <dd>
          {signer === null
            ? t('None has worked on this database yet.')
            : signer.running
              ? t('Running as {instance}', { instance: signer.instance })
              : t('Not heard of since {when}', { when: showInstant(signer.at) })}
        </dd>
        {stamp ? (
          <>
            <dt>{t('Time stamp')}</dt>
            <dd>
              {t('Checkpoint {number}, {when}, by {authority}', {
                number: stamp.number,
                when: showInstant(stamp.stampedAt),
                authority: stamp.authority,
              })}
            </dd>
          </>
        ) : null}
      </dl>
      <div className={`${classes.actions} no-print`}>
        {checkpoint ? (
          <Button component="a" href={api.address(`log/checkpoints/${checkpoint.number}`)} download>
            {t('Download the checkpoint')}
          </Button>
        ) : null}
        <Button variant="default" component="a" href={addressOf('verifier', {})} target="_blank" rel="noreferrer">
          {t('Verify a pack in the browser')}
        </Button>
      </div>
    </Section>
  )
}

function Proven() {
  return (
    <Section title={t('What this proves')}>
      <ul className={classes.list}>
        <li>{t('Every change is an entry of the log, and each entry follows from the one before it.')}</li>
        <li>
          {t(
            'Whoever keeps a checkpoint can see in a later pack that nothing before it was changed, removed or put in.',
          )}
        </li>
        <li>
          {t(
            'The text of a record in a pack is what was logged, unless personal data was left out or erased; then the log says so.',
          )}
        </li>
      </ul>
      <p className={classes.soft}>
        {t(
          'It does not prove that what was recorded is true, that everything was recorded, or that the clock was right.',
        )}
      </p>
    </Section>
  )
}

function Keys({ standing }: { standing: LogStanding }) {
  if (standing.keys.length === 0) return null
  return (
    <Section
      title={t('Verifier keys')}
      about={t(
        'Give these to auditors by another way than the pack. Each key but the first was handed over to by the one before it.',
      )}
    >
      <ul className={classes.rows}>
        {standing.keys.map((key) => (
          <li key={key.keyId}>
            <span className={`${classes.grow} ${classes.code}`}>{key.verifierKey}</span>
            <span className={classes.soft}>{t('since {when}', { when: showInstant(key.since) })}</span>
          </li>
        ))}
      </ul>
      <Button
        size="xs"
        variant="default"
        component="a"
        href={`data:text/plain;charset=utf-8,${encodeURIComponent(standing.keys.map((k) => `${k.verifierKey}\n`).join(''))}`}
        download="verifier-keys.txt"
      >
        {t('Save the keys as a file')}
      </Button>
    </Section>
  )
}
