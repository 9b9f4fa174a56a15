import { basename } from 'node:path'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { BackupRun } from '../../store/backup/backupRuns.ts'
import { jobCounts } from '../../store/jobs.ts'
import { enter, type ServerContext } from '../context.ts'
import type { BackupEntry, Operation } from '../contract/operation.ts'
import { backupState } from './backupState.ts'

/** How the installation is kept, for administrators: nothing in it belongs to any organisation. */
export function operationRoutes(context: ServerContext): void {
  const { app, store, backups, version } = context
  app.get('/api/v1/o/:organisation/operation', async (request) => {
    const { actor } = await enter(context, request)
    if (!actor.roles.includes('administrator'))
      throw problem('access/forbidden', say`Administrators see how OpenAIMS runs.`)
    const [state, jobs] = await Promise.all([backupState(store, backups), jobCounts(store.pool)])
    return {
      version,
      jobs,
      backups: {
        everyHours: backups.everyHours,
        keep: backups.keep,
        encrypted: backups.key !== null,
        nextAt: state.nextAt,
        last: present(state.last),
        lastGood: present(state.lastGood),
        recent: state.recent.flatMap((run) => present(run) ?? []),
      },
    } satisfies Operation
  })
}

/** The name of the file, not where it lies: that is for those who can sign in to the machine. */
const present = (run: BackupRun | null): BackupEntry | null =>
  run && {
    at: run.at,
    endedAt: run.endedAt,
    ok: run.ok,
    problem: run.problem,
    file: basename(run.file),
    machine: run.machine,
    bytes: run.bytes,
    sha256: run.sha256,
    encrypted: run.encrypted,
  }
