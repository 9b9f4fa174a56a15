/** Places in the log, as runs of numbers that follow each other: from and to, both included. */
export interface Places {
  readonly count: number
  /** The first thousand runs; however many there are, the memory they take is bounded. */
  readonly runs: readonly (readonly [number, number])[]
  /** How many places are in none of these runs. */
  readonly beyond: number
}

const mostRuns = 1000
const runsTold = 20

/** Gathers places that come in order. */
export function makePlaces() {
  const runs: [number, number][] = []
  let count = 0
  let beyond = 0
  return {
    add(at: number): void {
      count += 1
      const last = runs.at(-1)
      if (last && beyond === 0 && last[1] === at - 1) last[1] = at
      else if (runs.length < mostRuns) runs.push([at, at])
      else beyond += 1
    },
    all: (): Places => ({ count, runs, beyond }),
  }
}

/** "2 to 3, 9, and 40 more". */
export function placesInWords({ count, runs }: Places): string {
  const told = runs.slice(0, runsTold)
  const left = told.reduce((sum, [from, to]) => sum - (to - from + 1), count)
  const words = told.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ')
  return left > 0 ? `${words}, and ${left} more` : words
}
