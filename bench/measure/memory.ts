import { setTimeout as wait } from 'node:timers/promises'
import { type Line, megabytes } from '../support/line.ts'
import type { Place } from '../support/place.ts'
import { memoryOf } from '../support/server.ts'
import type { Measure } from './measure.ts'

const target = 250 * 1_048_576

/** What the server holds after reading, listing and changing. */
export const memoryBefore: Measure = {
  name: 'memory-before',
  run: async (place) => [await line(place, 'memory of the server before readiness was asked for')],
}

/** At rest for so long, a server has given back what the work before took. */
const restMs = 20_000

/** What the server holds after everything above, once it has come to rest; what it held before that is told beside it. */
export const memory: Measure = {
  name: 'memory',
  async run(place) {
    const { now } = await memoryOf(place.server.pid)
    await wait(restMs)
    return [
      await line(place, `memory of the server after all of the above and 20 s of rest, before them ${megabytes(now)}`),
    ]
  },
}

async function line({ server }: Place, work: string): Promise<Line> {
  const { now, most } = await memoryOf(server.pid)
  return {
    work: `${work} (at most ${megabytes(most)})`,
    measured: megabytes(now),
    raw: '',
    ratio: null,
    toReach: `≤ ${megabytes(target)}`,
    holds: now <= target,
  }
}
