import { chmod, chown, lchown, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Account } from './account.ts'
import type { Programs } from './programs.ts'
import { runProgram } from './runProgram.ts'
import { appRole, databaseName, ownerRole, type Secrets, scramVerifier, superuser } from './secrets.ts'
import { settingsText } from './settings.ts'
import { diskFull, StartProblem } from './startProblem.ts'

interface Making {
  folder: string
  programs: Programs
  account: Account | undefined
  secrets: Secrets
  signal?: AbortSignal | undefined
}

/**
 * Makes the cluster under another name, with roles and database, syncs it once, and only then gives it its name: a first start that is
 * interrupted at any moment leaves nothing that looks like a database.
 */
export async function createCluster({ folder, programs, account, secrets, signal }: Making): Promise<void> {
  const making = `${folder}.new`
  await removeMaking(making)
  try {
    await mkdir(making, { mode: 0o700 })
    if (account) await chown(making, account.uid, account.gid)
    const options = [
      '--username',
      superuser,
      '--encoding=UTF8',
      '--text-search-config=simple',
      '--auth=reject',
      '--no-instructions',
    ]
    // the collation built into PostgreSQL is the same on every system and for ever: no index breaks when a system library is updated
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums']
    await must(programs.initdb, ['-D', making, ...options, ...locale, '--no-sync'], { account, signal })
    await writeFile(join(making, 'pg_hba.conf'), signInRules(), { mode: 0o600 })
    await writeFile(join(making, 'postgresql.conf'), "include = 'openaims.conf'\n", { mode: 0o600 })
    await writeSettings(making, account)
    await runAlone(making, programs, account, [
      ...passwordStatements('CREATE', secrets).slice(1),
      ...passwordStatements('ALTER', secrets).slice(0, 1),
      `CREATE DATABASE ${databaseName} OWNER ${ownerRole} TEMPLATE template0`,
      `REVOKE ALL ON DATABASE ${databaseName} FROM PUBLIC`,
      `GRANT CONNECT, TEMPORARY ON DATABASE ${databaseName} TO ${appRole}`,
    ])
    await must(programs.initdb, ['-D', making, '--sync-only'], { account, signal })
    await rename(making, folder)
    await syncFolder(dirname(folder))
  } catch (error) {
    await removeMaking(making)
    throw error
  }
}

/** An initdb that was interrupted may write for a moment more, into folders just emptied. */
const removeMaking = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })

/** Gives the roles new passwords when the file that kept them is gone; needs a cluster that is not running. */
export async function resetPasswords({ folder, programs, account, secrets }: Making): Promise<void> {
  await runAlone(folder, programs, account, passwordStatements('ALTER', secrets))
}

function passwordStatements(verb: 'ALTER' | 'CREATE', secrets: Secrets): string[] {
  const roles = [
    [superuser, secrets.superuser],
    [ownerRole, secrets.owner],
    [appRole, secrets.app],
  ] as const
  return roles.map(([role, password]) => `${verb} ROLE ${role} LOGIN PASSWORD '${scramVerifier(password)}'`)
}

/** Runs statements without a server (PostgreSQL's single-user mode), one a line. */
async function runAlone(
  folder: string,
  programs: Programs,
  account: Account | undefined,
  statements: string[],
): Promise<void> {
  const args = [
    '--single',
    '-D',
    folder,
    '-c',
    'exit_on_error=on',
    '-c',
    'log_min_messages=error',
    '-c',
    'logging_collector=off',
  ]
  await must(programs.postgres, [...args, 'postgres'], { account, input: `${statements.join('\n')}\n` })
}

async function must(program: string, args: string[], options: Parameters<typeof runProgram>[2]): Promise<void> {
  const { code, output } = await runProgram(program, args, options)
  if (code === 0) return
  const folder = dirname(args[args.indexOf('-D') + 1] ?? '')
  if (/No space left on device|Disk quota exceeded/.test(output)) throw diskFull(folder)
  if (output.includes('could not look up effective user ID')) {
    throw new StartProblem(
      'account',
      `The account number ${process.getuid?.()} that runs OpenAIMS has no entry in /etc/passwd, which PostgreSQL needs. ` +
        'Add one, or run OpenAIMS as an account that has one.',
    )
  }
  throw new StartProblem(
    'start-failed',
    `The database could not be created in ${folder}. PostgreSQL says: ${lastLines(output)}`,
  )
}

/** Whether there is a cluster; refuses one that this PostgreSQL cannot or must not open. */
export async function hasCluster(folder: string, programs: Programs, logFolder: string): Promise<boolean> {
  const entries = await readdir(folder).catch(() => [])
  if (entries.length === 0) return false
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => '')
  const major = Number.parseInt(version, 10)
  if (!major || !(await stat(join(folder, 'global', 'pg_control')).catch(() => undefined)))
    throw damaged(folder, logFolder)
  if (major > programs.major) {
    throw new StartProblem(
      'newer-postgres',
      `The database in ${folder} was made by PostgreSQL ${major}, and this OpenAIMS brings PostgreSQL ${programs.version}. ` +
        'Start it with the OpenAIMS that made it, or a later one. Nothing was changed.',
    )
  }
  if (major < programs.major) {
    throw new StartProblem(
      'old-postgres',
      `The database in ${folder} was made by PostgreSQL ${major}, and this OpenAIMS brings PostgreSQL ${programs.version}, which cannot open it. ` +
        'Make a backup with the OpenAIMS that made it ("openaims backup"), and restore it into a new data folder. Nothing was changed.',
    )
  }
  return true
}

export function damaged(folder: string, logFolder: string, said = ''): StartProblem {
  return new StartProblem(
    'corrupt',
    `The database in ${folder} is damaged or incomplete, and was not touched.${said && ` PostgreSQL says: ${said}`} ` +
      `Keep a copy of the folder, look at the log in ${logFolder}, and restore the latest backup into a new data folder.`,
  )
}

/** Settings belong to the program, not to the data: a later OpenAIMS brings its own. */
export async function writeSettings(folder: string, account: Account | undefined): Promise<void> {
  const file = join(folder, 'openaims.conf')
  const text = settingsText()
  if ((await readFile(file, 'utf8').catch(() => '')) === text) return
  await writeFile(`${file}.new`, text, { mode: 0o600 })
  if (account) await chown(`${file}.new`, account.uid, account.gid)
  await rename(`${file}.new`, file)
}

/** A cluster restored by root belongs to root; PostgreSQL needs it to belong to its own account. */
export async function giveCluster(folder: string, account: Account | undefined): Promise<void> {
  const { uid } = await stat(folder)
  if (!account) {
    const me = process.getuid?.()
    if (me === undefined || uid === me) return
    throw new StartProblem(
      'not-writable',
      `The database in ${folder} belongs to account number ${uid}, but OpenAIMS runs as number ${me}. ` +
        'Start it as that account, or give it the data folder (chown -R).',
    )
  }
  if (uid === account.uid) return
  for (const path of await readdir(folder, { recursive: true }))
    await lchown(join(folder, path), account.uid, account.gid)
  await chown(folder, account.uid, account.gid)
  await chmod(folder, 0o700)
}

export function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' / ')
}

function signInRules(): string {
  const place = process.platform === 'win32' ? 'host all all 127.0.0.1/32' : 'local all all'
  return `${place} scram-sha-256\n`
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return // a folder cannot be opened there
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
