import { constants, deflateRaw } from 'node:zlib'

/** How much is compressed in one go; each block is a task of its own for the threads that compress. */
export const blockBytes = 262_144
const reach = 32_768
const sampleBytes = 4096
const level = 6

/**
 * Cuts contents into blocks and compresses them on several cores at once. Put together in order the blocks are one raw
 * deflate stream, nearly as small as one compressed in a row: each block may refer to the end of the one before it.
 * Given as promises in a wrapping, since a generator would wait for them one by one.
 */
export async function* deflateBlocks(
  parts: AsyncIterable<Uint8Array>,
): AsyncGenerator<{ readonly bytes: Promise<Uint8Array> }> {
  let dictionary: Uint8Array | undefined
  let block: Uint8Array | undefined
  for await (const next of inBlocks(parts)) {
    if (block !== undefined) {
      // Copied, so that the block itself can be filled anew once it is compressed.
      const end = Buffer.from(block.subarray(-reach))
      yield { bytes: deflateBlock(block, dictionary, false) }
      dictionary = end
    }
    block = next
  }
  yield { bytes: deflateBlock(block ?? new Uint8Array(), dictionary, true) }
}

/** Blocks to be filled again. Allocating a new one each time would have the engine look for garbage all the time. */
const free: Buffer[] = []
const takeBlock = (): Buffer => free.pop() ?? Buffer.allocUnsafeSlow(blockBytes)

function giveBack(block: Uint8Array): void {
  if (free.length < 16 && block.buffer.byteLength === blockBytes) free.push(Buffer.from(block.buffer))
}

/** Gathers parts of any size into blocks of one size, so that equal contents give equal bytes however they arrive. */
async function* inBlocks(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let block = takeBlock()
  let filled = 0
  for await (const part of parts) {
    for (let at = 0; at < part.length; ) {
      const taken = Math.min(blockBytes - filled, part.length - at)
      block.set(part.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled < blockBytes) continue
      yield block
      // The full block is still being compressed by another thread.
      block = takeBlock()
      filled = 0
    }
  }
  if (filled > 0) yield block.subarray(0, filled)
  else giveBack(block)
}

async function deflateBlock(block: Uint8Array, before: Uint8Array | undefined, isLast: boolean): Promise<Uint8Array> {
  const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
  try {
    if (block.length === blockBytes && !(await isWorthwhile(block)))
      return await deflated(block, { level: 0, finishFlush, chunkSize: blockBytes + 1024 })
    const dictionary = before === undefined ? {} : { dictionary: before }
    const chunkSize = Math.max(1024, Math.min(65_536, block.length >> 1))
    return await deflated(block, { level, finishFlush, chunkSize, ...dictionary })
  } finally {
    giveBack(block)
  }
}

/** Pictures, archives and encrypted files take longest to compress and gain nothing; three samples tell them apart. */
async function isWorthwhile(block: Uint8Array): Promise<boolean> {
  const starts = [0, (block.length - sampleBytes) >> 1, block.length - sampleBytes]
  const sample = Buffer.concat(starts.map((start) => block.subarray(start, start + sampleBytes)))
  return (await deflated(sample, { level: 1 })).length < sample.length * 0.95
}

const deflated = (bytes: Uint8Array, options: Parameters<typeof deflateRaw>[1]): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    deflateRaw(bytes, options, (error, result) => (error ? reject(error) : resolve(result)))
  })
