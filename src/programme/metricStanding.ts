import type { RecordOf } from '../model/index.ts'
import { measurement } from '../registers/measurement.ts'
import type { metric } from '../registers/metric.ts'
import type { Snapshot } from './snapshot.ts'

type Metric = RecordOf<typeof metric>

/** Where the newest measurement puts a metric. `noTarget` when there is nothing to hold it against. */
export type Standing = 'met' | 'missed' | 'noTarget' | 'notMeasured'

export function metricStanding(snapshot: Snapshot, held: Metric): Standing {
  const newest = snapshot
    .pointing(measurement, 'metric', held.id)
    .filter((each) => each.state !== 'withdrawn')
    .toSorted((a, b) => a.measuredOn.localeCompare(b.measuredOn))
    .at(-1)
  return newest === undefined ? 'notMeasured' : standingOf(held, newest.value)
}

type Bounds = Pick<Metric, 'better' | 'target' | 'lowerLimit' | 'upperLimit'>

export function standingOf({ better, target, lowerLimit, upperLimit }: Bounds, value: number): Standing {
  if (better === 'within') {
    if (lowerLimit === null && upperLimit === null) return 'noTarget'
    return value >= (lowerLimit ?? -Infinity) && value <= (upperLimit ?? Infinity) ? 'met' : 'missed'
  }
  if (target === null || better === null) return 'noTarget'
  return (better === 'higher' ? value >= target : value <= target) ? 'met' : 'missed'
}
