import type { RecordDetail } from '../../../server/contract/told.ts'
import { showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { roleLabel } from '../../screens/account/roleLabels.ts'
import { proofWords } from './proofWords.ts'
import classes from './RecordDetail.module.css'

/** Who approved or signed a record, which version, and whether it still says that. */
export function Signatures({ signatures }: Pick<RecordDetail, 'signatures'>) {
  if (signatures.length === 0) return null
  return (
    <section>
      <h2 className={classes.heading}>{t('Signed by')}</h2>
      <ul className={classes.signatures}>
        {signatures.map((s) => (
          <li key={s.seq} className={classes.signature}>
            <p>
              <strong>{s.name}</strong>
              {', '}
              {s.roles.map(roleLabel).join(', ')}
              {' · '}
              <time dateTime={s.at}>{showInstant(s.at)}</time>
            </p>
            <blockquote className={classes.wording} lang="en" dir="ltr">
              {s.wording}
            </blockquote>
            <p className={classes.notGiven}>
              <span title={s.digest}>
                {t('Version {version}, digest {digest}…', { version: s.version, digest: s.digest.slice(0, 16) })}
              </span>{' '}
              {t('Identity shown by: {method}.', { method: proofWords(s.method) })}{' '}
              {s.stillAsSigned ? t('Still as signed: yes.') : t('Still as signed: no, it was changed since.')}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
