import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'

const blockLength = 131_072

/**
 * Lays records (or anything JSON can hold) down in a file and gives back how to read them, as often as needed: a pack
 * passes over all records several times, and holding them in memory all that while would cost more than everything else.
 */
export async function spool<T>(path: string, items: Iterable<T>): Promise<() => AsyncGenerator<T>> {
  const file = await open(path, 'wx', 0o600)
  try {
    let block = ''
    for (const item of items) {
      block += `${JSON.stringify(item)}\n`
      if (block.length < blockLength) continue
      await file.write(block)
      block = ''
    }
    await file.write(block)
  } finally {
    await file.close()
  }
  return () => readSpool<T>(path)
}

async function* readSpool<T>(path: string): AsyncGenerator<T> {
  let rest = ''
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: blockLength })
  for await (const part of stream) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    // Written above, from items of this type.
    for (const line of lines) yield JSON.parse(line) as T
  }
}
