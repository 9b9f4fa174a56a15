import type { Line } from '../support/line.ts'
import type { Place } from '../support/place.ts'

/** One measurement: a name for --only, and the lines it adds to the table. */
export interface Measure {
  readonly name: string
  run(place: Place): Promise<Line[]>
}
