import { makeRandom as makeNumbers } from '../../test/support/random.ts'

const words =
  'amber birch cedar delta ember fjord grove harbour iris juniper kestrel lagoon maple nordic opal pine quartz river sable tundra umber violet willow yarrow zephyr'.split(
    ' ',
  )

/** Random values that are the same for the same seed, so that two runs measure the same data. */
export function makeRandom(seed: number) {
  const { below } = makeNumbers(seed)
  const hex = (digits: number) => Array.from({ length: digits }, () => below(16).toString(16)).join('')
  let made = 0
  return {
    below,
    /** 1 up to and including n. */
    to: (n: number) => 1 + below(n),
    word: () => words[below(words.length)] as string,
    one: <T>(items: readonly T[]): T => items[below(items.length)] as T,
    some: <T>(items: readonly T[], most: number): T[] => [
      ...new Set(Array.from({ length: 1 + below(most) }, () => items[below(items.length)] as T)),
    ],
    day: (year: number) =>
      `${year}-${String(1 + below(12)).padStart(2, '0')}-${String(1 + below(28)).padStart(2, '0')}`,
    /** In ascending order like the ids the server makes, which matters for how indexes fill. */
    uuid: () => {
      made += 1
      const time = (1_750_000_000_000 + made).toString(16).padStart(12, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
    },
  }
}

export type Random = ReturnType<typeof makeRandom>
