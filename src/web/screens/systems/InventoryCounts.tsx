import type { RecordItem } from '../../../server/contract.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { BareLink } from '../../ui/AppLink.tsx'
import classes from './Inventory.module.css'
import { decisiveFacts, missingFacts, useSystemFields } from './systemChoices.ts'

interface Count {
  readonly label: string
  readonly count: number
  /** Condition of the list that the number leads to. */
  readonly filter: string
}

/** How the systems spread over stages, classes and roles, and which facts are not known. */
export function InventoryCounts({ systems }: { systems: readonly RecordItem[] }) {
  const field = useSystemFields()
  const living = systems.filter((system) => system.state !== 'retired')
  const byChoice = (name: string, operator: 'is' | 'has'): readonly Count[] =>
    (field(name)?.choices ?? []).map((choice) => ({
      label: choice.label,
      count: living.filter((system) => [system.values[name]].flat().includes(choice.value)).length,
      filter: `${name}:${operator}:${choice.value}`,
    }))
  const missing = decisiveFacts.map((name) => ({
    label: name === 'owner' ? t('Owner') : (field(name)?.label ?? name),
    count: living.filter((system) => missingFacts(system).includes(name)).length,
    filter: name === 'legalClass' ? 'legalClass:is:unknown' : `${name}:empty:yes`,
  }))
  return (
    <div className={classes.counts}>
      <Bars title={t('By stage')} counts={byChoice('stage', 'is')} keepZeros />
      <Bars title={t('By EU AI Act class')} counts={byChoice('legalClass', 'is')} />
      <Bars title={t('By our role')} counts={byChoice('orgRoles', 'has')} />
      <Bars title={t('Facts not known')} counts={missing} none={t('Nothing decisive is missing.')} isGap />
    </div>
  )
}

interface BarsProps {
  readonly title: string
  readonly counts: readonly Count[]
  /** Shows values nobody has, because their order tells something. */
  readonly keepZeros?: boolean
  readonly none?: string
  readonly isGap?: boolean
}

function Bars({ title, counts, keepZeros = false, none, isGap = false }: BarsProps) {
  const path = useModel().byName('aiSystem')?.path
  const shown = keepZeros ? counts : counts.filter((each) => each.count > 0)
  const most = Math.max(1, ...shown.map((each) => each.count))
  return (
    <section className={classes.bars}>
      <h2 className={classes.barsTitle}>{title}</h2>
      {shown.length === 0 ? <p className={classes.none}>{none ?? t('Not said for any system.')}</p> : null}
      <ul className={classes.barList}>
        {shown.map((each) => (
          <li key={each.filter}>
            <BareLink
              className={classes.bar}
              to={`r/${path}`}
              search={{ filter: [each.filter, 'state:not:retired'] }}
              data-gap={isGap || undefined}
            >
              <span className={classes.barLabel}>{each.label}</span>
              <span className={classes.track} aria-hidden>
                <span className={classes.fill} style={{ width: `${(100 * each.count) / most}%` }} />
              </span>
              <span className={classes.barCount}>{showNumber(each.count)}</span>
            </BareLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
