import { setTimeout as wait } from 'node:timers/promises'
import { problem, type Said } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Store } from '../../store/index.ts'
import { languages } from '../language/catalogues.ts'
import { speakerOf } from '../language/speaker.ts'
import type { Sealer } from '../signIn/secretFile.ts'

/** How mail leaves: a server, and whom it comes from. */
export interface MailSettings {
  readonly host: string
  readonly port: number
  /** `tls` from the first byte, `starttls` required, or `none` for a server on this machine. */
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user: string | null
  readonly password: string | null
  readonly from: string
}

export interface Letter {
  readonly to: string
  readonly subject: Said
  readonly text: Said
}

interface KeptSettings extends Omit<MailSettings, 'password'> {
  readonly sealedPassword: string | null
}

const settingName = 'mail'

/** How long a mail server may take for one letter in all. */
const longestMs = 45_000

/** OPENAIMS_SMTP_URL such as `smtps://user:password@mail.example.org:465`, and OPENAIMS_MAIL_FROM. */
export function mailFromEnvironment(environment: NodeJS.ProcessEnv): MailSettings | null {
  const text = environment.OPENAIMS_SMTP_URL
  if (!text) return null
  const url = URL.parse(text)
  const from = environment.OPENAIMS_MAIL_FROM
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || !url.hostname || !from) {
    throw new Error(
      'OPENAIMS_SMTP_URL must be like smtps://user:password@mail.example.org:465, and OPENAIMS_MAIL_FROM the address mail comes from.',
    )
  }
  const isTls = url.protocol === 'smtps:'
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (isTls ? 465 : 587)),
    security: isTls ? 'tls' : local ? 'none' : 'starttls',
    user: url.username ? decodeURIComponent(url.username) : null,
    password: url.password ? decodeURIComponent(url.password) : null,
    from,
  }
}

/** Sends letters by the settings of the environment, or else those set in the browser; when there are none, none go out. */
export function makeMail(store: Store, sealer: Sealer, fixed: MailSettings | null) {
  async function settings(): Promise<MailSettings | null> {
    if (fixed) return fixed
    const kept = (await store.signIns.setting(settingName)) as KeptSettings | null
    if (kept === null) return null
    const { sealedPassword, ...rest } = kept
    return { ...rest, password: sealedPassword === null ? null : sealer.open(sealedPassword) }
  }

  async function sendBy(by: MailSettings, letter: { to: string; subject: string; text: string }): Promise<void> {
    const { default: nodemailer } = await import('nodemailer')
    const transport = nodemailer.createTransport({
      host: by.host,
      port: by.port,
      secure: by.security === 'tls',
      requireTLS: by.security === 'starttls',
      ignoreTLS: by.security === 'none',
      ...(by.user === null ? {} : { auth: { user: by.user, pass: by.password ?? '' } }),
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 20_000,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    const sending = transport.sendMail({ from: by.from, ...letter })
    // A server that says a little now and then would hold the sender for ever.
    const late = new AbortController()
    const given = wait(longestMs, undefined, { signal: late.signal, ref: false }).then(() => {
      throw new Error(`It took longer than ${longestMs / 1000} seconds.`)
    })
    given.catch(() => {})
    try {
      await Promise.race([sending, given])
    } catch (cause) {
      throw problem('mail/failed', say`The mail server ${by.host} did not take the mail: ${reasonOf(cause)}`)
    } finally {
      late.abort()
      sending.catch(() => {})
      transport.close()
    }
  }

  return {
    /** True when the environment sets mail, which the browser then only shows. */
    isFixed: fixed !== null,
    settings,
    isSetUp: async () => (await settings()) !== null,

    async keep(next: MailSettings | null, by: string): Promise<void> {
      if (next === null) return store.signIns.setSetting(settingName, null, by)
      const { password, ...rest } = next
      const kept: KeptSettings = { ...rest, sealedPassword: password === null ? null : sealer.seal(password) }
      await store.signIns.setSetting(settingName, kept, by)
    },

    /**
     * Sends a letter in the language of the account it goes to, or else in that of the account `from`. False when no mail
     * is set up; a server that refuses is a problem.
     */
    async send({ to, subject, text }: Letter, from?: string): Promise<boolean> {
      const by = await settings()
      if (by === null) return false
      const wanted = (await store.languages.at(to)) ?? (from === undefined ? null : await store.languages.of(from))
      const language = languages.find((each) => each === wanted)
      const speak = language === undefined ? String : speakerOf(language).say
      await sendBy(by, { to, subject: speak(subject), text: speak(text) })
      return true
    },
  }
}

export type Mail = ReturnType<typeof makeMail>

/** The first line of what the server said, without what we sent it. */
const reasonOf = (cause: unknown) =>
  (cause instanceof Error ? cause.message : String(cause)).split(/\r?\n/)[0]?.slice(0, 200) ?? ''
