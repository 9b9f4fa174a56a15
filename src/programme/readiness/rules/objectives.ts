import { say } from '../../../model/say.ts'
import { measurement } from '../../../registers/measurement.ts'
import { objective } from '../../../registers/objective.ts'
import { plannedChange } from '../../../registers/plannedChange.ts'
import { isBefore, newest, shiftDay } from '../days.ts'
import { mustExist, type Rule, rule } from '../rule.ts'
import { called, few, isEmpty } from '../words.ts'

const isOver = (state: string) => state === 'achieved' || state === 'missed' || state === 'dropped'

/** Clauses 6.2 and 6.3, control A.6.1.2: objectives and planned changes. */
export const objectiveRules: readonly Rule[] = [
  mustExist('RR-049', ['objective'], 'objective', (snapshot) => {
    const all = snapshot.of(objective)
    if (all.some((o) => o.state === 'active' && o.metric !== null)) return false
    if (all.length === 0) return say`There are no AI objectives yet.`
    return say`No active AI objective has a metric that shows progress.`
  }),

  rule('RR-050', {
    reads: ['objective'],
    per: 'objective',
    find: (snapshot) =>
      snapshot.of(objective).flatMap((o) => {
        if (isOver(o.state)) return []
        const missing = [
          o.owner === null && say`an owner`,
          o.dueOn === null && say`a date`,
          isEmpty(o.evaluationMethod) && say`how it is judged`,
          isEmpty(o.resources) && say`resources`,
        ].filter((part) => part !== false)
        return missing.length === 0 ? [] : { record: o, why: say`${called(o)} lacks ${few(missing, 4)}.` }
      }),
  }),

  rule('RR-051', {
    reads: ['objective', 'measurement', 'settings'],
    per: 'objective',
    find: (snapshot, { objectiveMeasurementDays }) => {
      const limit = shiftDay(snapshot.today, -objectiveMeasurementDays)
      return snapshot.of(objective).flatMap((o) => {
        if (o.state !== 'active') return []
        const values = o.metric === null ? [] : snapshot.pointing(measurement, 'metric', o.metric)
        const last = newest(values.filter((m) => m.state !== 'withdrawn').map((m) => m.measuredOn))
        if (!isBefore(last, limit)) return []
        return {
          record: o,
          why: last === null ? say`${called(o)} was never measured.` : say`${called(o)} was last measured on ${last}.`,
        }
      })
    },
  }),

  rule('RR-052', {
    reads: ['plannedChange'],
    per: 'plannedChange',
    find: (snapshot) =>
      snapshot
        .of(plannedChange)
        .filter((c) => c.target === 'aims' && isEmpty(c.plan) && c.implementedOn !== null)
        .map((c) => ({ record: c, why: say`${called(c)} was made on ${c.implementedOn} without a plan.` })),
  }),

  rule('RR-065', {
    reads: ['objective'],
    per: 'objective',
    find: (snapshot) =>
      snapshot.of(objective).flatMap((o) => {
        if (o.kind !== 'development' || isOver(o.state)) return []
        const missing = [
          isEmpty(o.requirements) && say`a requirement derived from it`,
          o.tests.length === 0 && say`a validation that tests it`,
        ].filter((part) => part !== false)
        return missing.length === 0 ? [] : { record: o, why: say`${called(o)} has no link to ${few(missing)}.` }
      }),
  }),
]
