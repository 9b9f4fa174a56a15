import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'

const folder = join(import.meta.dirname, '../golden')

/** Compares facts, one a line and sorted, with the file that holds them; `UPDATE_GOLDEN=1` writes the file instead. */
export async function expectGolden(name: string, facts: Iterable<string>): Promise<void> {
  const path = join(folder, `${name}.golden.txt`)
  const lines = [...new Set(facts)].sort()
  const text = `${lines.join('\n')}\n`
  if (process.env.UPDATE_GOLDEN === '1') {
    await writeFile(path, text)
    return
  }
  const before = await readFile(path, 'utf8').catch(() => '')
  const had = new Set(before.split('\n').filter((l) => l !== ''))
  const has = new Set(lines)
  const difference = { added: lines.filter((l) => !had.has(l)), gone: [...had].filter((l) => !has.has(l)) }
  expect(difference, `${path} differs; when that is meant, run with UPDATE_GOLDEN=1 and commit the file`).toEqual({
    added: [],
    gone: [],
  })
}
