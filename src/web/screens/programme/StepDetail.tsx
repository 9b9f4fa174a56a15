import { IconCircleDashed, IconFileText } from '@tabler/icons-react'
import type { StepStanding } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { MentionLinks } from '../parts/MentionLinks.tsx'
import { WorkLink } from '../parts/WorkLink.tsx'
import classes from './Programme.module.css'

/** What a step is for, what proves it, and what of that is there and is missing. */
export function StepDetail({ step }: { step: StepStanding }) {
  const model = useModel()
  const registers = step.registers.flatMap((name) => model.byName(name) ?? [])
  return (
    <div className={classes.detail}>
      <div className={classes.purpose}>
        <p>{step.purpose}</p>
        <RefChips references={step.refs} />
        <h4>{t('What proves it')}</h4>
        <ul className={classes.plain}>
          {step.proof.map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
        {registers.length > 0 ? (
          <p className={classes.kept}>
            {t('Kept in')}{' '}
            {registers.map((register, at) => (
              <span key={register.name}>
                {at > 0 ? ', ' : ''}
                <AppLink to={`r/${register.path}`}>{register.label.many}</AppLink>
              </span>
            ))}
          </p>
        ) : null}
      </div>
      <div>
        <h4>{t('Missing')}</h4>
        {step.missing.length === 0 ? (
          <p className={classes.none}>{t('Nothing is missing.')}</p>
        ) : (
          <ul className={classes.items}>
            {step.missing.map((item) => (
              <li key={`${item.text}${item.record?.id ?? ''}`}>
                <IconCircleDashed size={16} aria-hidden className={classes.missingIcon} />
                <div>
                  <div>{item.text}</div>
                  <WorkLink place={item}>{item.action}</WorkLink>
                </div>
              </li>
            ))}
          </ul>
        )}
        {step.tasks.length > 0 ? (
          <>
            <h4>{t('Open tasks')}</h4>
            <MentionLinks records={step.tasks} />
          </>
        ) : null}
      </div>
      <div>
        <h4>{t('There')}</h4>
        {step.have.length === 0 ? (
          <p className={classes.none}>{t('Nothing yet.')}</p>
        ) : (
          <ul className={classes.items}>
            {step.have.map((have) => (
              <li key={have.text}>
                <IconFileText size={16} aria-hidden className={classes.haveIcon} />
                <div>
                  <div>{have.text}</div>
                  <MentionLinks records={have.records} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
