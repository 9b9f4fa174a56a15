import { Anchor, Button } from '@mantine/core'
import type { AuditPackEntry } from '../../../server/contract/told.ts'
import { showInstant, showSize } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { languageName } from '../../app/language.ts'
import screen from '../parts/Screen.module.css'
import { Section } from '../parts/Section.tsx'
import classes from './AuditPack.module.css'
import { PackActions } from './PackActions.tsx'

interface EarlierPacksProps {
  readonly packs: readonly AuditPackEntry[]
  /** The job whose progress stands above the list. */
  readonly shown: string | undefined
  readonly onShow: (job: string) => void
  /** Makes a pack anew, as of the same instant and in the same language. */
  readonly onAgain: (pack: AuditPackEntry) => void
  /** Something about a pack was changed. */
  readonly onChanged: () => void
}

/** Packs asked for before: what became of each, how to know it again, and where it is. */
export function EarlierPacks({ packs, shown, onShow, onAgain, onChanged }: EarlierPacksProps) {
  return (
    <Section
      title={t('Earlier packs')}
      aside={packs.length}
      about={t(
        'The packs made last stay, older ones are removed after a while; the settings of the organisation say how many and when. What is marked to stay is never removed. A pack as of the same instant and in the same language is the same to the byte, so it can be made again at any time and its digest compared.',
      )}
    >
      {packs.length === 0 ? (
        <p className={classes.soft}>{t('No pack was made yet.')}</p>
      ) : (
        <div className={screen.tableFrame}>
          <table className={`${screen.table} ${screen.stacked}`}>
            <caption>{t('Earlier packs')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('As of')}</th>
                <th scope="col">{t('Asked for')}</th>
                <th scope="col">{t('Size')}</th>
                <th scope="col">{t('SHA-256')}</th>
                <th scope="col">{t('Pack')}</th>
                <th scope="col">{t('Stays')}</th>
              </tr>
            </thead>
            <tbody>
              {packs.map((pack) => (
                <tr key={pack.job}>
                  <th scope="row" className={classes.asOf}>
                    {showInstant(pack.asOf)}
                    <div className={screen.small} lang={pack.language}>
                      {languageName(pack.language)}
                    </div>
                  </th>
                  <td data-label={t('Asked for')}>
                    <div>
                      <span className={classes.once}>{showInstant(pack.askedAt)}</span>
                      <div className={screen.small}>
                        <bdi>{pack.by}</bdi>
                      </div>
                    </div>
                  </td>
                  <td className={classes.once} data-label={t('Size')}>
                    {pack.size === null ? '–' : showSize(pack.size)}
                  </td>
                  <td data-label={t('SHA-256')}>
                    {pack.digest === null ? '–' : <code title={pack.digest}>{pack.digest.slice(0, 12)}…</code>}
                  </td>
                  <td data-label={t('Pack')}>
                    <div className={classes.outcome}>
                      <Outcome pack={pack} isShown={pack.job === shown} onShow={onShow} onAgain={onAgain} />
                    </div>
                  </td>
                  <td data-label={t('Stays')}>
                    {pack.digest === null ? '–' : <PackActions pack={pack} onDone={onChanged} />}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  )
}

interface OutcomeProps extends Pick<EarlierPacksProps, 'onShow' | 'onAgain'> {
  readonly pack: AuditPackEntry
  readonly isShown: boolean
}

function Outcome({ pack, isShown, onShow, onAgain }: OutcomeProps) {
  const again = (
    <Button size="compact-xs" variant="default" onClick={() => onAgain(pack)}>
      {t('Make it again')}
    </Button>
  )
  switch (pack.state) {
    case 'waiting':
    case 'running':
      if (isShown) return t('Being made, see above')
      return (
        <Button size="compact-xs" variant="default" onClick={() => onShow(pack.job)}>
          {t('Being made: show progress')}
        </Button>
      )
    case 'failed':
    case 'cancelled':
      return (
        <>
          <span>{pack.problem ?? (pack.state === 'failed' ? t('It failed.') : t('Cancelled.'))}</span> {again}
        </>
      )
    case 'done':
      if (pack.href !== null)
        return (
          <Anchor href={pack.href} size="sm">
            {t('Download')}
          </Anchor>
        )
      if (pack.digest === null)
        return (
          <>
            {t('Removed.')} {again}
          </>
        )
      return t('Not for you: {name} could read more than you may.', { name: pack.by })
  }
}
