import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { appRole, ownerRole, signerRole } from '../../src/store/postgres/secrets.ts'
import { startDatabase } from '../../src/store/postgres/startDatabase.ts'
import { recordsDatabase } from '../../src/store/postgres/trustComparisons.ts'

const root = resolve(import.meta.dirname, '../..')

/** How long a silent worker of these tests keeps its jobs. */
export const leaseSeconds = 2

export interface Member {
  readonly name: string
  readonly role: 'serve' | 'work'
  address: string
  /** What a fresh installation printed. */
  setUpLink: string | null
  child: ChildProcess
  ended: Promise<unknown>
  said: string
}

export interface Layout {
  readonly serve: number
  readonly work: number
  /** Each process has a data folder of its own, as on machines of their own. */
  readonly isApart?: boolean
  /** Settings of PostgreSQL for this run. */
  readonly settings?: Record<string, string>
  readonly env?: Record<string, string>
  /** What PostgreSQL sees in its environment. */
  readonly databaseEnv?: Readonly<Record<string, string>>
  /** Where it all lies; a fresh folder of its own when left out. */
  readonly folder?: string
}

/** A PostgreSQL of its own (durable, unlike that of other tests), with some servers and workers on it. */
export async function install(layout: Layout) {
  // A short path keeps the socket, and with it the address of the database, the same over restarts.
  const folder = layout.folder ?? (await mkdtemp(join(tmpdir(), 'oa-')))
  // The account of PostgreSQL has to pass through.
  await chmod(folder, 0o711)
  const databaseFolder = join(folder, 'd')
  const startIt = () =>
    startDatabase({
      dataFolder: databaseFolder,
      settings: layout.settings ?? {},
      environment: layout.databaseEnv ?? {},
    })
  let database = await startIt()
  const superuserUrl = recordsDatabase(database.superuserUrl)
  await asSuperuser(superuserUrl, `grant ${appRole}, ${signerRole} to ${ownerRole}`)
  const members: Member[] = []

  const env = {
    ...process.env,
    CRASH_DATA: join(folder, 'files'),
    DATABASE_URL: database.adminUrl,
    OPENAIMS_SECRET: 'a secret that all processes of this test share',
    OPENAIMS_JOB_LEASE_SECONDS: String(leaseSeconds),
    OPENAIMS_BACKUP_HOURS: '0',
    ...layout.env,
  }

  async function begin(name: string, role: Member['role'], port: number): Promise<Member> {
    const node = join(root, 'node_modules/.bin/node')
    const child = spawn(node, [join(import.meta.dirname, 'process.ts'), role], {
      cwd: root,
      env: {
        ...env,
        CRASH_PORT: String(port),
        ...(layout.isApart ? { CRASH_DATA: join(folder, name) } : {}),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const member: Member = {
      name,
      role,
      child,
      address: '',
      setUpLink: null,
      said: '',
      ended: new Promise((done) => child.once('exit', done)),
    }
    child.stderr?.on('data', (bytes) => {
      member.said = (member.said + bytes).slice(-20_000)
    })
    member.address = await new Promise<string>((done, failed) => {
      let line = ''
      child.stdout?.on('data', (bytes) => {
        const isFirst = !line.includes('\n')
        line = (line + bytes).slice(0, 10_000)
        if (isFirst && line.includes('\n')) {
          const told = JSON.parse(line.split('\n')[0] ?? '')
          member.setUpLink = told.setUpLink
          done(String(told.address))
        }
        // The rest is the log.
        else if (!isFirst) member.said = (member.said + bytes).slice(-20_000)
      })
      child.once('exit', (code) => failed(new Error(`${name} ended with ${code} before it was ready:\n${member.said}`)))
    })
    return member
  }

  const ports = await Promise.all(Array.from({ length: layout.serve + layout.work }, freePort))
  const beginNew = async (role: Member['role'], index: number, port: number) =>
    members.push(await begin(`${role}-${index}`, role, port))
  // The first one migrates; the rest may come together.
  await beginNew('serve', 1, ports.pop() ?? 0)
  await Promise.all([
    ...Array.from({ length: layout.serve - 1 }, (_, i) => beginNew('serve', i + 2, ports[i] ?? 0)),
    ...Array.from({ length: layout.work }, (_, i) => beginNew('work', i + 1, ports[layout.serve - 1 + i] ?? 0)),
  ])

  const postmaster = async () =>
    Number((await readFile(join(databaseFolder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0])

  /** The process that a recovery under way, or about to be, replaces. */
  let leaving: number | null = null

  return {
    folder,
    files: env.CRASH_DATA,
    superuserUrl,
    adminUrl: database.adminUrl,
    appUrl: database.appUrl,
    members,
    servers: () => members.filter((m) => m.role === 'serve'),
    workers: () => members.filter((m) => m.role === 'work'),

    lives: (member: Member): boolean => member.child.exitCode === null && member.child.signalCode === null,
    async kill(member: Member): Promise<void> {
      member.child.kill('SIGKILL')
      await member.ended
    },
    /** Stops a process where it is, as a machine that is put to sleep does, and lets it go on later. */
    freeze: (member: Member) => member.child.kill('SIGSTOP'),
    thaw: (member: Member) => member.child.kill('SIGCONT'),
    async killDatabase(): Promise<void> {
      process.kill(await postmaster(), 'SIGKILL')
      await database.ended
      // Nothing is left to stop; this lets go of the data folder.
      await database.stop()
    },
    /** kill -9 of one of the processes that serve connections: PostgreSQL ends all of them and recovers by itself. */
    async killBackend(): Promise<void> {
      const [row] = await asSuperuser<{ pid: number }>(
        superuserUrl,
        `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by random() limit 1`,
      )
      if (!row) return
      leaving = await checkpointer(superuserUrl)
      process.kill(row.pid, 'SIGKILL')
    },
    /** The polite way: each connection is told that an administrator ended it. */
    terminateBackends: () =>
      asSuperuser(
        superuserUrl,
        `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
      ),
    async restartDatabase(): Promise<void> {
      await database.stop()
      database = await startIt()
    },
    /** Brings back whatever is gone, at the same addresses. */
    async mend(): Promise<void> {
      const isUp = await asSuperuser(superuserUrl, 'select 1').then(
        () => true,
        () => false,
      )
      if (!isUp && (await postmaster().then(isAlive, () => false)) === false) database = await startIt()
      await untilUp(superuserUrl, leaving)
      leaving = null
      await Promise.all(
        members.map(async (member) => {
          if (member.child.exitCode === null && member.child.signalCode === null) return
          const port = Number(new URL(member.address).port)
          Object.assign(member, await begin(member.name, member.role, port))
        }),
      )
    },
    /** Asks a process to end in good order, and starts its successor at the same address. */
    async replace(member: Member): Promise<void> {
      member.child.kill('SIGTERM')
      await member.ended
      Object.assign(member, await begin(member.name, member.role, Number(new URL(member.address).port)))
    },
    async remove(): Promise<void> {
      for (const member of members) member.child.kill('SIGKILL')
      await Promise.all(members.map((m) => m.ended))
      await database.stop()
      // A folder that was given may be a disk of its own, which its giver takes away.
      if (layout.folder === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Installation = Awaited<ReturnType<typeof install>>

export async function asSuperuser<T extends pg.QueryResultRow>(url: string, statement: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const result = await client.query<T>(statement)
    return result.rows ?? []
  } finally {
    await client.end().catch(() => {})
  }
}

/** A process that PostgreSQL has once, and another one after each recovery. */
async function checkpointer(url: string): Promise<number | null> {
  const [row] = await asSuperuser<{ pid: number }>(
    url,
    `select pid from pg_stat_activity where backend_type = 'checkpointer'`,
  )
  return row?.pid ?? null
}

/** Waits until the database answers, and where a recovery is to come, until that is over: a busy one begins it late. */
async function untilUp(url: string, leaving: number | null): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      const present = await checkpointer(url)
      if (present !== null && present !== leaving) return
      throw new Error('the database does not notice that one of its processes was killed')
    } catch (error) {
      if (attempt > 600) throw error
      await wait(100)
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

export function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
}
