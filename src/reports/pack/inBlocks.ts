/** Joins many short lines into blocks, which hash and compress much faster. */
export async function* inBlocks<T>(items: AsyncIterable<T>, write: (item: T) => string): AsyncGenerator<string> {
  let block = ''
  for await (const item of items) {
    block += write(item)
    if (block.length >= 65_536) {
      yield block
      block = ''
    }
  }
  if (block !== '') yield block
}
