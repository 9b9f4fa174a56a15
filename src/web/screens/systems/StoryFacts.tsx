import type { RecordItem } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { FieldValue } from '../../records/FieldValue.tsx'
import screen from '../parts/Screen.module.css'
import classes from './Story.module.css'
import { useSystemFields } from './systemChoices.ts'

const facts = [
  'stage',
  'legalClass',
  'orgRoles',
  'legalRole',
  'decisionEffect',
  'autonomy',
  'origin',
  'inScope',
  'personalData',
  'externalEffect',
  'peopleAffectedNumber',
  'deployedVersion',
  'deployedOn',
] as const

/** The facts that decide what applies to the system, known or not. */
export function StoryFacts({ record }: { record: RecordItem }) {
  const field = useSystemFields()
  return (
    <dl className={`${screen.facts} ${classes.facts}`}>
      {facts.map((name) => {
        const described = field(name)
        if (!described) return null
        const value = record.values[name]
        const isKnown = value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0)
        return (
          <div key={name}>
            <dt>{described.label}</dt>
            <dd>
              {isKnown ? (
                <FieldValue field={described} value={value} />
              ) : (
                <span className={classes.soft}>{t('not said')}</span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
