import { type Line, megabytes } from '../support/line.ts'
import { memoryOf } from '../support/server.ts'
import type { Measure } from './measure.ts'

const target = 250 * 1_048_576

/** What the server holds after everything above. */
export const memory: Measure = {
  name: 'memory',
  async run(place) {
    const { now, most } = await memoryOf(place.server.pid)
    return [
      {
        work: `memory of the server after the load above (at most ${megabytes(most)})`,
        measured: megabytes(now),
        raw: '',
        ratio: null,
        toReach: `≤ ${megabytes(target)}`,
        holds: now <= target,
      } satisfies Line,
    ]
  },
}
