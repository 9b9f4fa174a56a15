import type { ReviewInput } from '../../../server/contract/told.ts'
import { showDay, showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { NewRecordButton } from '../../records/NewRecordButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChip } from '../../ui/RefChip.tsx'
import { RefText } from '../../ui/RefText.tsx'
import { Asked } from '../parts/Asked.tsx'
import { MentionLinks } from '../parts/MentionLinks.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './ReviewInputs.module.css'

/** Everything a management review has to look at, from the records as they stand. */
export default function ReviewInputs() {
  const answer = useOrgQuery('review-inputs')
  const register = useModel().byName('managementReview')
  return (
    <Page
      title={t('Review inputs')}
      kicker={
        <>
          <AppLink to="audit">{t('Audit & improve')}</AppLink>
          <RefChip reference="iso42001:9.3.2" />
        </>
      }
      standing={
        answer.data
          ? t('What a management review would look at today, over {from} to {until}.', {
              from: showDay(answer.data.period.from),
              until: showDay(answer.data.period.until),
            })
          : t('What a management review would look at today.')
      }
      {...(register ? { action: <NewRecordButton register={register} /> } : {})}
    >
      <Asked answer={answer} rows={12}>
        {({ inputs }) => (
          <>
            <Inputs title={t('Asked for by the standard')} inputs={inputs.filter((input) => input.isRequired)} />
            <Inputs title={t('Worth looking at as well')} inputs={inputs.filter((input) => !input.isRequired)} />
          </>
        )}
      </Asked>
    </Page>
  )
}

function Inputs({ title, inputs }: { title: string; inputs: readonly ReviewInput[] }) {
  if (inputs.length === 0) return null
  return (
    <Section title={title}>
      <ol className={classes.inputs}>
        {inputs.map((input) => (
          <li key={input.input}>
            <div className={classes.what}>
              <h3>{input.asks.charAt(0).toUpperCase() + input.asks.slice(1)}</h3>
              <p className={classes.soft}>{t('From: {source}', { source: input.source })}</p>
            </div>
            <div>
              <p className={classes.summary}>
                <RefText>{input.summary}</RefText>
              </p>
              <MentionLinks records={input.records} />
            </div>
            <dl className={classes.figures}>
              {input.figures.map((figure) => (
                <div key={figure.label}>
                  <dt>{figure.label}</dt>
                  <dd>{showNumber(figure.value)}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </Section>
  )
}
