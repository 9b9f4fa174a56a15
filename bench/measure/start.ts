import { type Line, millis } from '../support/line.ts'
import { serve } from '../support/server.ts'
import type { Measure } from './measure.ts'

const first = 15_000
const later = 2000

/** From `openaims serve` to the first answer; the web client is built already. */
export const start: Measure = {
  name: 'start',
  async run(place) {
    const created = place.firstStartMs
    await place.server.stop()
    place.server = await serve(place.dataFolder)
    const again = place.server.startedInMs
    const line = (work: string, ms: number, most: number): Line => ({
      work,
      measured: millis(ms),
      raw: '',
      ratio: null,
      toReach: `≤ ${most / 1000} s`,
      holds: ms <= most,
    })
    return [line('first start, with database creation', created, first), line('later start', again, later)]
  },
}
