import { setTimeout as wait } from 'node:timers/promises'
import { makeRandom, type Random } from '../support/random.ts'
import { type Installation, install, leaseSeconds, type Member } from './installation.ts'
import { type History, write } from './load.ts'
import { checkWhole, judge, settle, untilIdle } from './oracle.ts'
import { found } from './people.ts'

export interface MatrixOptions {
  readonly seed: number
  readonly points: number
  readonly writers: number
  /** How many servers and workers; one of each when left out. */
  readonly serve?: number
  readonly work?: number
  /** Which victim comes first; the first of the list when left out. */
  readonly from?: number
  /** Begins no further point after this instant, unless fewer than `atLeast` are done: a busy machine takes longer. */
  readonly until?: number
  readonly atLeast?: number
  log(line: string): void
}

export interface MatrixResult {
  readonly points: number
  readonly byVictim: Readonly<Record<string, number>>
  readonly operations: number
  readonly acknowledged: number
  readonly inDoubt: number
  readonly entries: number
  readonly problems: readonly string[]
}

type Victim =
  | 'server'
  | 'worker'
  | 'database'
  | 'backend'
  | 'everything'
  | 'connections'
  | 'server and database'
  | 'worker asleep'
  | 'server asleep'

const victims: readonly Victim[] = [
  'server',
  'worker',
  'database',
  'connections',
  'everything',
  'backend',
  'server and database',
  'worker asleep',
  'connections',
  'worker',
  'backend',
  'server asleep',
]

/** Answers whose end it was. */
async function strike(at: Installation, victim: Victim, random: Random): Promise<readonly Member[]> {
  const servers = at.servers()
  switch (victim) {
    case 'server':
    case 'worker': {
      const one = random.pick(victim === 'server' ? servers : at.workers())
      await at.kill(one)
      return [one]
    }
    case 'worker asleep':
    case 'server asleep': {
      const one = random.pick(victim === 'server asleep' ? servers : at.workers())
      at.freeze(one)
      // Longer than a lease: what it held goes to another one, where there is one, and it wakes up without knowing.
      await wait(leaseSeconds * 1000 + 500 + random.below(1000))
      at.thaw(one)
      return []
    }
    case 'database':
      await at.killDatabase()
      return []
    case 'backend':
      await at.killBackend()
      return []
    case 'connections':
      await at.terminateBackends()
      return []
    case 'server and database':
      await Promise.all([...servers.map((s) => at.kill(s)), at.killDatabase()])
      return servers
    case 'everything':
      await Promise.all([...at.members.map((m) => at.kill(m)), at.killDatabase()])
      return at.members
  }
}

/**
 * Kills parts of an installation again and again while several clients write, upload and import, and judges what is left
 * each time by what those clients remember.
 */
export async function runMatrix(options: MatrixOptions): Promise<MatrixResult> {
  const random = makeRandom(options.seed)
  const at = await install({ serve: options.serve ?? 1, work: options.work ?? 1 })
  const history: History = { operations: [], next: 1 }
  const byVictim: Record<string, number> = {}
  const problems: string[] = []
  let inDoubt = 0
  let entries = 0
  let points = 0
  try {
    const orgs = await found(at.appUrl, at.files, 2)
    while (
      points < options.points &&
      problems.length === 0 &&
      (points < (options.atLeast ?? 0) || Date.now() < (options.until ?? Number.POSITIVE_INFINITY))
    ) {
      const victim = victims[((options.from ?? 0) + points) % victims.length] ?? 'server'
      const delay = 100 + random.below(900)
      let isStopped = false
      const failures: unknown[] = []
      const writers = Array.from({ length: options.writers }, (_, i) => {
        const org = orgs[i % orgs.length]
        if (!org) throw new Error('no organisation')
        // What happens when must not change what is drawn next: each writer draws for itself.
        const own = makeRandom(random.below(2 ** 31))
        const address = () => own.pick(at.servers()).address
        return write(history, org, address, own, () => isStopped).catch((error) => failures.push(error))
      })
      await wait(delay)
      const killed = await strike(at, victim, random)
      // Long enough for answers that were on their way, and for errors to show.
      await wait(random.below(150))
      isStopped = true
      for (const member of at.members)
        if (!killed.includes(member) && !at.lives(member))
          problems.push(`${member.name} ended by itself when the ${victim} went:\n${member.said.slice(-3000)}`)
      await at.mend()
      await Promise.all(writers)
      const doubted = history.operations.filter((o) => o.state === 'unknown').length
      inDoubt += doubted
      const address = at.servers()[0]?.address ?? ''
      problems.push(...failures.map(String), ...(await checkWhole(at, history)))
      problems.push(...(await settle(history, address)), ...(await untilIdle(at)))
      const judged = await judge(at, history)
      problems.push(...judged.problems)
      entries = judged.verdict.entries
      points += 1
      byVictim[victim] = (byVictim[victim] ?? 0) + 1
      options.log(
        `${String(points).padStart(3)} ${victim} after ${delay} ms: ${history.operations.length} operations, ${doubted} in doubt, ${entries} entries, ${problems.length} problems`,
      )
      if (problems.length > 0)
        for (const member of at.members) options.log(`--- ${member.name}\n${member.said.slice(-3000)}`)
    }
  } finally {
    await at.remove()
  }
  const acknowledged = history.operations.filter((o) => o.state === 'acknowledged').length
  return { points, byVictim, operations: history.operations.length, acknowledged, inDoubt, entries, problems }
}
