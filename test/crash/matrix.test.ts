import { expect, test } from 'vitest'
import { runMatrix } from './matrix.ts'

// A few dozen points at most in a minute; `npm run crash` does hundreds.
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 2 ** 31)

test(`after kill -9 of any part nothing acknowledged is lost and nothing is done twice (seed ${seed})`, async () => {
  const lines: string[] = []
  const result = await runMatrix({
    seed,
    points: 28,
    writers: 4,
    // Time does not suffice for every victim; each run begins with another.
    from: seed,
    until: Date.now() + 45_000,
    atLeast: 7,
    log: (line) => lines.push(line),
  })
  expect(result.problems, `seed ${seed}\n${lines.join('\n')}`).toEqual([])
  expect(result.points).toBeGreaterThanOrEqual(7)
  expect(result.acknowledged).toBeGreaterThan(50)
}, 300_000)
