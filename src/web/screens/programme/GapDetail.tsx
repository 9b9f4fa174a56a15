import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import type { GapRow } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { MentionLinks } from '../parts/MentionLinks.tsx'
import classes from './Gap.module.css'

/** Point by point what a clause or control asks, what of it is there and what is missing. */
export function GapDetail({ row }: { row: GapRow }) {
  return (
    <div className={classes.detail}>
      <ul className={classes.points}>
        {row.requirements.map((each) => (
          <li key={each.id}>
            {each.gap === null ? (
              <IconCircleCheck size={16} className={classes.good} aria-label={t('Met')} />
            ) : (
              <IconCircleDashed size={16} className={classes.missing} aria-label={t('Not met')} />
            )}
            <div>
              <div>
                {each.text}
                {each.strength === 'required' ? null : <span className={classes.soft}> · {t('good practice')}</span>}
              </div>
              {each.gap === null ? null : <div className={classes.soft}>{each.gap}</div>}
              <MentionLinks records={each.have} few={3} />
            </div>
          </li>
        ))}
      </ul>
      <div className={classes.beside}>
        {row.documents.length > 0 ? (
          <>
            <p className={classes.label}>{t('Documented information')}</p>
            <ul>
              {row.documents.map((title) => (
                <li key={title}>{title}</li>
              ))}
            </ul>
          </>
        ) : null}
        <p>
          {row.findings > 0 ? (
            <>
              <AppLink to="audit/readiness" search={{ part: shortRef(row.ref) }}>
                {t('{count, plural, one {# readiness finding} other {# readiness findings}}', {
                  count: row.findings,
                })}
              </AppLink>
              {' · '}
            </>
          ) : null}
          <AppLink to={`explore/standard/${encodeURIComponent(row.ref)}`}>
            {t('All about {ref}', { ref: shortRef(row.ref) })}
          </AppLink>
        </p>
      </div>
    </div>
  )
}
