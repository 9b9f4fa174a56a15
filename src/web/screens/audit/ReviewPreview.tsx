import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { RefText } from '../../ui/RefText.tsx'
import { Asked } from '../parts/Asked.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './AuditArea.module.css'

/** What a management review would get today, in a sentence each. */
export function ReviewPreview() {
  const answer = useOrgQuery('review-inputs')
  return (
    <Section
      title={t('For the next management review')}
      aside={<AppLink to="audit/review-inputs">{t('All inputs')}</AppLink>}
    >
      <Asked answer={answer} rows={5}>
        {({ inputs }) => (
          <ul className={classes.rows}>
            {inputs
              .filter((input) => input.isRequired)
              .map((input) => (
                <li key={input.input}>
                  <div className={classes.soft}>{input.asks}</div>
                  <div>
                    <RefText>{input.summary}</RefText>
                  </div>
                </li>
              ))}
          </ul>
        )}
      </Asked>
    </Section>
  )
}
