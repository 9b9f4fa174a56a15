import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react'
import type { RefReadiness } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { MentionLinks } from '../parts/MentionLinks.tsx'
import { Quiet } from '../parts/Section.tsx'
import classes from './RefDetail.module.css'

/** Point by point: met or not, why, and which records show it. */
export function Points({ requirements }: { requirements: RefReadiness['requirements'] }) {
  if (requirements.length === 0) return <Quiet>{t('Nothing of it applies here.')}</Quiet>
  return (
    <ul className={classes.points}>
      {requirements.map((each) => (
        <li key={each.id}>
          {each.met ? (
            <IconCircleCheck size={16} className={classes.good} role="img" aria-label={t('Met')} />
          ) : (
            <IconCircleDashed size={16} className={classes.missing} role="img" aria-label={t('Not met')} />
          )}
          <div>
            <div>
              {each.text}
              {each.strength === 'required' ? null : <span className={classes.soft}> · {t('good practice')}</span>}
            </div>
            <div className={classes.soft}>{each.because}</div>
            <MentionLinks records={each.records} few={3} />
          </div>
        </li>
      ))}
    </ul>
  )
}
