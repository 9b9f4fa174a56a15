import { VisuallyHidden } from '@mantine/core'
import type { AssessmentNeed } from '../../../server/contract/told.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { LinkButton } from '../parts/LinkButton.tsx'
import { MentionLink } from '../parts/MentionLink.tsx'
import screen from '../parts/Screen.module.css'
import classes from './Triage.module.css'
import { depthTone, depthWord } from './triageWords.ts'

/** Systems that need an impact assessment and have none in force, the most pressing first. */
export function AssessmentsNeeded({ needed }: { needed: readonly AssessmentNeed[] }) {
  return (
    <div className={screen.tableFrame}>
      <table className={`${screen.table} ${screen.stacked}`}>
        <caption>{t('Impact assessments to start')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('AI system')}</th>
            <th scope="col">{t('Depth')}</th>
            <th scope="col">{t('Because')}</th>
            <th scope="col" data-align="end">
              {t('People affected')}
            </th>
            <th scope="col">
              <VisuallyHidden>{t('Start')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {needed.map((need) => (
            <tr key={need.system.id}>
              <td className={classes.system}>
                <MentionLink record={need.system} />
                {need.isInUse ? <div className={screen.small}>{t('in use')}</div> : null}
              </td>
              <td data-label={t('Depth')}>
                <ToneBadge tone={depthTone(need.depth)} label={depthWord(need.depth)} plain />
              </td>
              <td data-label={t('Because')}>{need.triage ? <MentionLink record={need.triage} /> : need.because}</td>
              <td data-align="end" data-label={t('People affected')}>
                {need.people === null ? t('not said') : showNumber(need.people)}
              </td>
              <td data-align="end">
                <Start need={need} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Start({ need }: { need: AssessmentNeed }) {
  const register = useModel().byName('impactAssessment')
  const mayCreate = useMayCreate(register ?? ({ mayCreate: [] } as never))
  return (
    <LinkButton
      variant="default"
      to={`r/${register?.path}/new`}
      search={{ with: `system:${need.system.id}` }}
      changes
      disabledReason={mayCreate ? null : t('Your roles do not include starting impact assessments.')}
    >
      {t('Start assessment')}
    </LinkButton>
  )
}
