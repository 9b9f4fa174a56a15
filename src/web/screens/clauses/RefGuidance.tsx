import type { StandardDetail } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { Section } from '../parts/Section.tsx'
import classes from './RefDetail.module.css'

const basisWords = (): Readonly<Record<string, string>> => ({
  clause: t('asked for by a clause'),
  control_if_applied: t('when the control applies'),
  common_practice: t('common practice'),
})

/** What helps to do it well and to show it: hints, documents, what auditors ask to see and ask about. */
export function RefGuidance({ detail }: { detail: StandardDetail }) {
  const { control, clause, documents, requests, questions } = detail
  const kept = clause?.documented_information
  return (
    <div>
      {control ? (
        <>
          <List title={t('How to do it')} items={control.implementation_hints} />
          <List title={t('Typical evidence')} items={control.typical_evidence} />
          <List title={t('Signs that it does not work')} items={control.lint.map((sign) => sign.sign_not_operating)} />
        </>
      ) : null}
      {clause ? <List title={t('Typical evidence')} items={clause.typical_evidence} /> : null}
      {documents.length > 0 || kept?.note ? (
        <Section title={t('Documented information')} about={kept?.note ?? undefined}>
          {documents.length > 0 ? (
            <ul className={classes.rows}>
              {documents.map((document) => (
                <li key={document.id}>
                  <div>
                    {document.title} <span className={classes.soft}>{document.id}</span>
                  </div>
                  <div className={classes.soft}>
                    {[
                      document.kind === 'record' ? t('record') : t('document'),
                      basisWords()[document.basis] ?? document.basis,
                      t('review: {cadence}', { cadence: document.review_cadence }),
                    ].join(' · ')}
                  </div>
                  <div className={classes.soft}>{t('Contains {parts}.', { parts: document.contains.join(', ') })}</div>
                </li>
              ))}
            </ul>
          ) : null}
        </Section>
      ) : null}
      {requests.length > 0 ? (
        <Section title={t('What an auditor asks to see')}>
          <ul className={classes.rows}>
            {requests.map((request) => (
              <li key={request.id}>
                {request.item}{' '}
                <span className={classes.soft}>
                  {request.needed_for === 'stage_2' ? t('for stage 2') : t('for stages 1 and 2')}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      {questions.length > 0 ? (
        <Section title={t('What an auditor asks')}>
          <ul className={classes.rows}>
            {questions.map((question) => (
              <li key={question.id}>
                <div>{question.question}</div>
                <div className={classes.soft}>
                  {t('To: {role}. A good sign: {sign}.', {
                    role: question.asked_of,
                    sign: question.good_sign,
                  })}
                </div>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </div>
  )
}

function List({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null
  return (
    <Section title={title}>
      <ul className={classes.plain}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </Section>
  )
}
