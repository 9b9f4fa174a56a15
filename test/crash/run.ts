// npm run crash [-- --points 200 --seed N --writers 6 --serve 1 --work 1 --from 0]
import { parseArgs } from 'node:util'
import { runMatrix } from './matrix.ts'

const { values } = parseArgs({
  options: {
    points: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    writers: { type: 'string', default: '6' },
    serve: { type: 'string', default: '1' },
    work: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
  },
})
const seed = Number(values.seed)
const same = Object.entries(values).map(([name, value]) => (name === 'seed' ? `--seed ${seed}` : `--${name} ${value}`))
console.log(`Seed ${seed}; the same with: npm run crash -- ${same.join(' ')}`)
// Work gathers from point to point, so that each round begins anew now and then.
let left = Number(values.points)
let round = 0
while (left > 0) {
  const points = Math.min(left, 8)
  const result = await runMatrix({
    seed: seed + round,
    points,
    writers: Number(values.writers),
    serve: Number(values.serve),
    work: Number(values.work),
    // Eight points do not meet every victim; the next round goes on where this one ends.
    from: Number(values.from) + round * 8,
    log: console.log,
  })
  console.log(JSON.stringify({ seed: seed + round, ...result }))
  if (result.problems.length > 0) {
    process.exitCode = 1
    break
  }
  left -= points
  round += 1
}
