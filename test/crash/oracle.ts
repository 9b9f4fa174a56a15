import { setTimeout as wait } from 'node:timers/promises'
import { type InstanceVerdict, verifyInstance } from '../../src/store/backup/verifyInstance.ts'
import { configuredBlobs } from '../../src/store/blobs/configuredBlobs.ts'
import { asSuperuser } from './installation.ts'
import { type History, type Operation, perform } from './load.ts'

export interface Found {
  readonly problems: string[]
  readonly verdict: InstanceVerdict
}

interface Where {
  readonly superuserUrl: string
  readonly appUrl: string
  readonly files: string
}

/** How many current records bear each title, and at which version. */
async function standing(url: string): Promise<Map<string, { count: number; versions: number[] }>> {
  const rows = await asSuperuser<{ title: string; count: number; versions: number[] }>(
    url,
    `select title, count(*)::int as count, array_agg(version) as versions from openaims.record where register = 'risk' group by title`,
  )
  return new Map(rows.map((row) => [row.title, row]))
}

/** Right after a crash, before anything is sent again: each operation in doubt is there whole or not at all. */
export async function checkWhole(where: Where, history: History): Promise<string[]> {
  const there = await standing(where.superuserUrl)
  const problems: string[] = []
  for (const operation of history.operations.filter((o) => o.kind === 'batch')) {
    const found = operation.titles.filter((t) => there.has(t)).length
    if (found !== 0 && found !== operation.titles.length)
      problems.push(`${operation.key}: ${found} of ${operation.titles.length} records of one change are there`)
  }
  return problems
}

/** Sends what is in doubt once more, under the same key, until each has a clear answer. */
export async function settle(history: History, address: string): Promise<string[]> {
  const problems: string[] = []
  for (const operation of history.operations.filter((o) => o.state === 'unknown')) {
    for (let attempt = 0; operation.state === 'unknown' && attempt < 50; attempt++) {
      const reply = await perform(operation, address)
      const state = operation.state as Operation['state']
      if (operation.kind === 'import' && state === 'acknowledged') operation.result = String(reply?.body.job)
      if (state === 'refused')
        problems.push(
          `${operation.key} (${operation.kind}) was refused when sent again: ${reply?.status} ${JSON.stringify(reply?.body)}`,
        )
      if (state === 'unknown') await wait(100)
    }
    if (operation.state === 'unknown') problems.push(`${operation.key} got no clear answer in fifty tries`)
  }
  return problems
}

/** Waits until no job is left in the queue. */
export async function untilIdle(where: Where): Promise<string[]> {
  const until = Date.now() + 60_000
  for (;;) {
    const [row] = await asSuperuser<{ n: number }>(
      where.superuserUrl,
      'select count(*)::int as n from openaims.job_queue',
    )
    if (row?.n === 0) return []
    if (Date.now() > until) return [`${row?.n} jobs are still in the queue a minute after the crash`]
    await wait(100)
  }
}

/** Once everything is settled: every acknowledged operation took effect exactly once, and all the rest verifies. */
export async function judge(where: Where, history: History, isAll = true): Promise<Found> {
  const there = await standing(where.superuserUrl)
  const problems: string[] = []
  const replaced = new Set(
    history.operations.flatMap((o) => (o.edits && o.state === 'acknowledged' ? [o.edits.before] : [])),
  )
  const jobs = new Map(
    (
      await asSuperuser<{ id: string; state: string; problem: string | null }>(
        where.superuserUrl,
        'select id, state, problem from openaims.job',
      )
    ).map((job) => [job.id, job]),
  )
  for (const operation of history.operations.filter((o) => o.state === 'acknowledged'))
    problems.push(...effectOf(operation, there, replaced, jobs))
  const known = new Set(history.operations.flatMap((o) => o.titles))
  // Only where nobody else has written is a record of unknown origin one too many.
  for (const title of isAll ? there.keys() : [])
    if (!known.has(title)) problems.push(`nobody asked for the record "${title}"`)
  const verdict = await verifyInstance(where.appUrl, configuredBlobs(where.files))
  problems.push(...verdict.problems, ...(await unknownFiles(where, history)))
  return { problems, verdict }
}

function effectOf(
  operation: Operation,
  there: Awaited<ReturnType<typeof standing>>,
  replaced: ReadonlySet<string>,
  jobs: ReadonlyMap<string, { state: string; problem: string | null }>,
): string[] {
  const place = `${operation.key} (${operation.kind}, sent ${operation.sent} times)`
  if (operation.kind === 'import') {
    const job = jobs.get(operation.result ?? '')
    if (!job) return [`${place}: its job ${operation.result} is gone`]
    const counts = operation.titles.map((t) => there.get(t)?.count ?? 0)
    if (counts.some((n) => n > 1)) return [`${place}: rows are there more than once`]
    // Begun three times and interrupted each time it is given up, and says so.
    if (job.state === 'failed' && /interrupted/.test(job.problem ?? '')) return []
    if (job.state !== 'done') return [`${place}: its job ended as ${job.state}: ${job.problem}`]
    return counts.every((n) => n === 1) ? [] : [`${place}: ${counts.filter((n) => n === 0).length} rows are missing`]
  }
  return operation.titles.flatMap((title) => {
    const found = there.get(title)
    if (replaced.has(title)) return found ? [`${place}: "${title}" is back, though it was changed later`] : []
    if (!found) return [`${place}: "${title}" was acknowledged and is gone`]
    if (found.count !== 1) return [`${place}: "${title}" is there ${found.count} times`]
    const wanted = operation.edits?.version
    return wanted !== undefined && found.versions[0] !== wanted
      ? [`${place}: "${title}" has version ${found.versions[0]}, not ${wanted}`]
      : []
  })
}

/** Files of acknowledged uploads that the database does not know; those it knows were read by the verifier. */
async function unknownFiles(where: Where, history: History): Promise<string[]> {
  const rows = await asSuperuser<{ hash: string }>(where.superuserUrl, 'select hash from openaims.blob')
  const known = new Set(rows.map((r) => r.hash))
  return history.operations
    .filter((o) => o.kind === 'upload' && o.state === 'acknowledged' && !known.has(o.result ?? ''))
    .map((o) => `${o.key}: the uploaded file ${o.result} is not known`)
}
