import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Line } from '../support/line.ts'
import type { Measure } from './measure.ts'

const target = 250 * 1024
const folder = join(import.meta.dirname, '../../dist/web')

/** All JavaScript that index.html loads before anything is shown: scripts, preloads and what they import at once. */
export const web: Measure = {
  name: 'web',
  async run() {
    const html = await readFile(join(folder, 'index.html'), 'utf8')
    const waiting = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map((m) => m[1] as string)
    const sizes = new Map<string, number>()
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (sizes.has(path)) continue
      const text = await readFile(join(folder, path), 'utf8')
      sizes.set(path, gzipSync(text, { level: 6 }).length)
      for (const [, name] of text.matchAll(/(?:import|from)\s*["']\.\/([^"']+\.js)["']/g))
        waiting.push(`/assets/${name}`)
    }
    const total = [...sizes.values()].reduce((a, b) => a + b, 0)
    return [
      {
        work: `web: first load, gzip of ${sizes.size} JavaScript files`,
        measured: `${Math.round(total / 1024)} KB`,
        raw: '',
        ratio: null,
        toReach: `≤ ${target / 1024} KB`,
        holds: total <= target,
      } satisfies Line,
    ]
  },
}
