import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** All JavaScript that index.html loads before anything is shown: scripts, preloads and what they import at once. */
export async function firstLoad(folder: string): Promise<{ files: number; bytes: number }> {
  const html = await readFile(join(folder, 'index.html'), 'utf8')
  const waiting = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map((m) => m[1] as string)
  const sizes = new Map<string, number>()
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (sizes.has(path)) continue
    const text = await readFile(join(folder, path), 'utf8')
    sizes.set(path, gzipSync(text, { level: 6 }).length)
    for (const [, name] of text.matchAll(/(?:import|from)\s*["']\.\/([^"']+\.js)["']/g)) waiting.push(`/assets/${name}`)
  }
  return { files: sizes.size, bytes: [...sizes.values()].reduce((a, b) => a + b, 0) }
}
