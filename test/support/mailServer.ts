import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { MailSettings } from '../../src/server/mail/mail.ts'

export interface MailServer {
  readonly settings: MailSettings
  readonly url: string
  readonly received: ParsedMail[]
  /** Waits for the next letter to somebody, and takes it out. */
  next(to: string): Promise<ParsedMail>
  close(): Promise<void>
}

/** A real mail server that keeps what it is given. */
export async function mailServer({ password }: { password?: string } = {}): Promise<MailServer> {
  const received: ParsedMail[] = []
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    disabledCommands: password === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.password === password ? done(null, { user: auth.username ?? '' }) : done(new Error('Wrong password')),
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        received.push(mail)
        done()
        for (const look of waiting) look()
      }, done)
    },
  })
  // A line that breaks is for whoever sends to tell.
  server.on('error', () => {})
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.server.address() as AddressInfo
  const addressOf = (mail: ParsedMail) =>
    [mail.to ?? []]
      .flat()
      .map((to) => to.text)
      .join(' ')
  return {
    url: `smtp://127.0.0.1:${port}`,
    settings: { host: '127.0.0.1', port, security: 'none', user: null, password: null, from: 'aims@example.org' },
    received,
    next: (to) =>
      new Promise((done) => {
        const look = () => {
          const at = received.findIndex((mail) => addressOf(mail).includes(to))
          if (at < 0) return
          waiting.delete(look)
          done(received.splice(at, 1)[0] as ParsedMail)
        }
        waiting.add(look)
        look()
      }),
    close: () => new Promise((done) => server.close(() => done())),
  }
}

/** The one link in a letter. */
export const linkIn = (mail: ParsedMail): string => /https?:\/\/\S+/.exec(mail.text ?? '')?.[0] ?? ''
