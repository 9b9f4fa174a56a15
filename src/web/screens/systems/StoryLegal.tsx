import type { SystemAnswer } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { RefChip } from '../../ui/RefChip.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { Section } from '../parts/Section.tsx'
import { RoleReasons } from './RoleReasons.tsx'
import roles from './Roles.module.css'
import { useSystemFields } from './systemChoices.ts'
import { WhatApplies } from './WhatApplies.tsx'

/** Class and roles as recorded, beside what the facts speak for and what is still to be asked. */
export function StoryLegal({ story, path }: { story: SystemAnswer; path: string }) {
  const { legal } = story
  const choices = useSystemFields()('legalClass')?.choices ?? []
  const word = (value: string | null) => choices.find((choice) => choice.value === value)?.label ?? t('not recorded')
  return (
    <div id="legal">
      <Section
        title={t('Class and roles')}
        aside={<AppLink to={`r/${path}/${story.system.ref}/edit`}>{t('Record another answer')}</AppLink>}
      >
        <div className={roles.body}>
          <div>
            <h3 className={roles.small}>{t('Class under the EU AI Act')}</h3>
            <p style={{ margin: 0 }}>
              <span className={roles.role}>{word(legal.recorded)}</span>
              <Agreement agrees={legal.agrees} proposed={word(legal.proposed)} />
            </p>
            <ul className={roles.open}>
              {legal.reasons.map((reason) => (
                <li key={reason} className={roles.because}>
                  {reason}
                </li>
              ))}
            </ul>
            {legal.open.length > 0 ? (
              <>
                <h3 className={roles.small}>{t('To be answered')}</h3>
                <ul className={roles.open}>
                  {legal.open.map((question) => (
                    <li key={`${question.ask} ${question.ref ?? ''}`}>
                      {question.ask} {question.ref ? <RefChip reference={question.ref} /> : null}
                      <span className={roles.because}>{question.answerIn}</span>
                    </li>
                  ))}
                </ul>
              </>
            ) : null}
            <WhatApplies applies={story.roles.applies} />
          </div>
          <RoleReasons proposal={story.roles} />
        </div>
      </Section>
    </div>
  )
}

function Agreement({ agrees, proposed }: { agrees: boolean | null; proposed: string }) {
  if (agrees === true) return <ToneBadge tone="conforms" label={t('the facts speak for it')} plain />
  if (agrees === false)
    return <ToneBadge tone="minor" label={t('the facts speak for: {proposed}', { proposed })} plain />
  return <ToneBadge tone="notAssessed" label={t('the facts speak for: {proposed}', { proposed })} plain />
}
