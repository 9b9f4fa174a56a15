import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { AnyRecord } from '../../model/index.ts'

const blockLength = 131_072

/**
 * Lays records down in a file and gives back how to read them, as often as needed: a pack passes over all records
 * several times, and holding them in memory all that while would cost more than everything else together.
 */
export async function spool(path: string, records: readonly AnyRecord[]): Promise<() => AsyncGenerator<AnyRecord>> {
  if (records.length === 0) return async function* () {}
  const file = await open(path, 'wx', 0o600)
  try {
    let block = ''
    for (const record of records) {
      block += `${JSON.stringify(record)}\n`
      if (block.length < blockLength) continue
      await file.write(block)
      block = ''
    }
    await file.write(block)
  } finally {
    await file.close()
  }
  return () => readSpool(path)
}

async function* readSpool(path: string): AsyncGenerator<AnyRecord> {
  let rest = ''
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: blockLength })
  for await (const part of stream) {
    const lines = (rest + part).split('\n')
    rest = lines.pop() ?? ''
    // Written above, from records of the store.
    for (const line of lines) yield JSON.parse(line) as AnyRecord
  }
}
