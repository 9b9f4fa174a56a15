import { hostname } from 'node:os'
import type { FastifyBaseLogger } from 'fastify'
import type { Store } from '../../store/index.ts'
import { operatorAddresses } from '../../store/operators.ts'
import { StartProblem } from '../../store/postgres/startProblem.ts'
import { assertAllowed, postOutside } from '../log/outsideAddress.ts'
import { backupAlarmLetter, backupsAgainLetter } from '../mail/letters.ts'
import type { Letter, Mail } from '../mail/mail.ts'

/** Whom the installation tells when a backup fails. */
export interface AlarmSettings {
  /** Instead of those who look after the installation. */
  readonly emails: readonly string[]
  readonly webhook: string | null
}

/** OPENAIMS_ALARM_EMAIL, addresses separated by commas, and OPENAIMS_ALARM_WEBHOOK, an https address. */
export function alarmSettings(env: Readonly<Record<string, string | undefined>>): AlarmSettings {
  const emails = (env.OPENAIMS_ALARM_EMAIL ?? '').split(',').flatMap((a) => a.trim() || [])
  const wrong = emails.find((a) => !/^[^\s@<>,;]+@[^\s@<>,;]+$/.test(a))
  if (wrong !== undefined)
    throw new StartProblem('files', `OPENAIMS_ALARM_EMAIL holds "${wrong}"; give e-mail addresses separated by commas.`)
  const webhook = env.OPENAIMS_ALARM_WEBHOOK || null
  if (webhook !== null && !/^https?:\/\//.test(webhook))
    throw new StartProblem('files', `OPENAIMS_ALARM_WEBHOOK is "${webhook}"; give an address that begins with https.`)
  return { emails, webhook }
}

/** Why the webhook would not be called, said at the start and not when a backup fails and nobody hears of it. */
export async function tellAlarmRefusal({ webhook }: AlarmSettings, log: (line: string) => void): Promise<void> {
  if (webhook === null) return
  await assertAllowed(webhook).catch((error: Error) =>
    log(
      `OPENAIMS_ALARM_WEBHOOK would not be called: ${error.message} A host inside your network is allowed by naming it in OPENAIMS_ALLOWED_HOSTS.`,
    ),
  )
}

export interface Alarm {
  /** Told of each backup that failed; passes it on at the first, and once a day while they fail. */
  failed(problem: string): Promise<void>
  /** Told of each that is whole; says so to whoever was alarmed. */
  whole(): Promise<void>
}

const settingName = 'backupAlarm'
/** They are tried again every quarter of an hour; nobody reads as many letters. */
const againMs = 24 * 3_600_000

interface Told {
  readonly since: string
  readonly at: string
}

/** What was told is kept in the database: of several processes one alarms, and a restart alarms nobody twice. */
export function makeAlarm(
  store: Store,
  mail: Mail,
  settings: AlarmSettings,
  log: Pick<FastifyBaseLogger, 'error'>,
): Alarm {
  const read = async () => (await store.signIns.setting(settingName)) as Told | null

  /** Whether it got through to anybody, or there is nobody to be told. */
  async function send(letter: (to: string) => Letter, event: object): Promise<boolean> {
    const to = settings.emails.length > 0 ? settings.emails : await operatorAddresses(store.pool)
    // One that does not get through must not keep the others from being told.
    const tries = to.map((address) => mail.send(letter(address)))
    if (settings.webhook !== null) tries.push(postHook(settings.webhook, event))
    const outcomes = await Promise.allSettled(tries)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') log.error({ err: outcome.reason }, 'an alarm about backups was not sent')
    return outcomes.length === 0 || outcomes.some((outcome) => outcome.status === 'fulfilled')
  }

  return {
    async failed(problem) {
      const told = await read()
      const at = await store.now()
      if (told && Date.parse(at) - Date.parse(told.at) < againMs) return
      const since = told?.since ?? at
      const event = { event: 'backup.failed', machine: hostname(), problem, since, at }
      const isTold = await send((to) => backupAlarmLetter(to, hostname(), problem, since), event)
      // What reached nobody is tried again with the next backup, in a quarter of an hour.
      if (isTold) await store.signIns.setSetting(settingName, { since, at } satisfies Told, 'system')
    },
    async whole() {
      const told = await read()
      if (!told) return
      await store.signIns.setSetting(settingName, null, 'system')
      const event = { event: 'backup.whole', machine: hostname(), since: told.since, at: await store.now() }
      await send((to) => backupsAgainLetter(to, hostname(), told.since), event)
    },
  }
}

async function postHook(target: string, event: object): Promise<boolean> {
  const { status } = await postOutside(target, { 'content-type': 'application/json' }, JSON.stringify(event))
  if (status < 200 || status > 299) throw new Error(`the receiver of the alarm answered ${status}`)
  return true
}
