import { Button } from '@mantine/core'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { BareLink } from '../../ui/AppLink.tsx'
import { Asked } from '../parts/Asked.tsx'
import { useWorkPlace } from '../parts/WorkLink.tsx'
import classes from './Home.module.css'

/** The first three steps of the programme that are not proven yet, for whoever begins. */
export function FirstSteps() {
  const answer = useOrgQuery('programme')
  const placeOf = useWorkPlace()
  return (
    <Asked answer={answer} rows={3}>
      {({ phases }) => (
        <ol className={classes.steps} aria-label={t('First steps')}>
          {phases
            .flatMap((phase) => phase.steps)
            .filter((step) => step.state !== 'inForce')
            .slice(0, 3)
            .map((step, at) => {
              const place = step.missing[0] ? placeOf(step.missing[0]) : null
              return (
                <li key={step.id} className={classes.step}>
                  <span className={classes.number}>{t('Step {number}', { number: at + 1 })}</span>
                  <h2>{step.title}</h2>
                  <p>{step.purpose}</p>
                  <Button
                    variant={at === 0 ? 'filled' : 'default'}
                    renderRoot={(props) => (
                      <BareLink
                        {...props}
                        to={place?.to ?? 'programme'}
                        {...(place ? {} : { search: { open: step.id } })}
                        aria-label={`${place?.label ?? t('Open the step')}: ${step.title}`}
                      />
                    )}
                  >
                    {place?.label ?? t('Open the step')}
                  </Button>
                </li>
              )
            })}
        </ol>
      )}
    </Asked>
  )
}
