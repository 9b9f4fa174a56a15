import { join } from 'node:path'
import { firstLoad } from '../support/firstLoad.ts'
import type { Line } from '../support/line.ts'
import type { Measure } from './measure.ts'

const target = 250 * 1024
const folder = join(import.meta.dirname, '../../dist/web')

/** What a browser fetches before anything is shown. */
export const web: Measure = {
  name: 'web',
  async run() {
    const { files, bytes } = await firstLoad(folder)
    return [
      {
        work: `web: first load, gzip of ${files} JavaScript files`,
        measured: `${Math.round(bytes / 1024)} KB`,
        raw: '',
        ratio: null,
        toReach: `≤ ${target / 1024} KB`,
        holds: bytes <= target,
      } satisfies Line,
    ]
  },
}
