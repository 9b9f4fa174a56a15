/** Words that search finds a record by: heavy, middling and light. */
export interface WeightedWords {
  readonly a: readonly string[]
  readonly b: readonly string[]
  readonly c: readonly string[]
}

const lastPosition = 16_383
const positionsEach = 255
const longestWord = 2000
/** PostgreSQL caps the words and positions of a vector at 1 MiB. */
const mostBytes = 900_000

/**
 * The search vector of a record in the binary form of tsvector. PostgreSQL's own parser cuts text into other words than
 * the query is cut into (`wordsIn`), and took a fifth of the time of an import.
 */
export function searchVector({ a, b, c }: WeightedWords): Buffer {
  const positions = new Map<string, number[]>()
  let bytes = 4
  let at = 0
  const take = (words: readonly string[], weight: number) => {
    for (const word of words) {
      at++
      const found = positions.get(word)
      const place = weight | Math.min(at, lastPosition)
      if (found) {
        // Behind the last position there is, a word counts once.
        if (found.length >= positionsEach || ((found.at(-1) ?? 0) & lastPosition) === lastPosition) continue
        found.push(place)
        bytes += 2
      } else if (word.length <= longestWord / 3 && bytes < mostBytes) {
        positions.set(word, [place])
        bytes += word.length * 3 + 5
      }
    }
  }
  take(a, weightOf.a)
  take(b, weightOf.b)
  take(c, weightOf.c)
  const out = Buffer.allocUnsafe(bytes)
  let end = out.writeInt32BE(positions.size, 0)
  for (const [word, places] of positions) {
    end += out.write(word, end)
    end = out.writeUInt8(0, end)
    end = out.writeUInt16BE(places.length, end)
    for (const place of places) end = out.writeUInt16BE(place, end)
  }
  return out.subarray(0, end)
}

const weightOf = { a: 3 << 14, b: 2 << 14, c: 1 << 14 }
