import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../crash/installation.ts'
import { selfSigned } from './selfSigned.ts'

export type BalancerKind = 'HAProxy' | 'nginx'

const programs: Record<BalancerKind, readonly [string, string]> = {
  HAProxy: ['/usr/sbin/haproxy', '-v'],
  nginx: ['/usr/sbin/nginx', '-v'],
}

/** Debian's packages; what needs one that is absent says so in its name. */
export function hasBalancer(kind: BalancerKind): boolean {
  try {
    execFileSync(programs[kind][0], [programs[kind][1]], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export interface Balancer {
  /** Where people reach OpenAIMS: https with a certificate nobody knows, or http. */
  readonly address: string
  readonly said: () => string
  close(): Promise<void>
}

const guide = resolve(import.meta.dirname, '../../docs/guides/operate')

/** The configuration that the guide ships, with addresses of this machine; without TLS where `isPlain`. */
async function configurationOf(
  kind: BalancerKind,
  servers: readonly string[],
  place: { folder: string; port: number; isPlain: boolean },
): Promise<string> {
  const file = kind === 'HAProxy' ? 'haproxy.cfg' : 'nginx.conf'
  let text = await readFile(join(guide, file), 'utf8')
  // Each replacement is one that the file needs: an example that was changed must not slip through here.
  const replace = (what: string | RegExp, by: string) => {
    const next = text.replace(what, by)
    if (next === text) throw new Error(`${file} has no ${what}`)
    text = next
  }
  const hosts = servers.map((address) => new URL(address).host)
  for (const [at, host] of hosts.entries()) replace(`10.0.0.${at + 1}:4200`, host)
  const at = `127.0.0.1:${place.port}`
  if (kind === 'HAProxy') {
    replace('bind :443', `bind ${at}`)
    if (place.isPlain) replace(/ ssl crt .*/, '')
    else replace('/etc/haproxy/openaims.pem', join(place.folder, 'both.pem'))
    if (place.isPlain) replace(/.*X-Forwarded-Proto https.*\n/, '')
    return text
  }
  replace('listen 443', `listen ${at}`)
  if (place.isPlain) {
    replace(' ssl http2', '')
    replace(/ *ssl_certificate(_key)? .*\n *ssl_certificate(_key)? .*\n/, '')
    replace('X-Forwarded-Proto https', 'X-Forwarded-Proto http')
  } else {
    replace('/etc/nginx/openaims.crt', join(place.folder, 'certificate.pem'))
    replace('/etc/nginx/openaims.key', join(place.folder, 'key.pem'))
  }
  // The part that Debian's own nginx.conf brings.
  // Its workers write what is uploaded below our folder, which is closed to the account they would have.
  const user = process.getuid?.() === 0 ? 'user root;\n' : ''
  return `${user}pid ${join(place.folder, 'pid')};
error_log stderr;
daemon off;
worker_processes 1;
events {}
http {
  access_log off;
  client_body_temp_path ${join(place.folder, 'body')};
  proxy_temp_path ${join(place.folder, 'proxy')};
  fastcgi_temp_path ${join(place.folder, 'fastcgi')};
  uwsgi_temp_path ${join(place.folder, 'uwsgi')};
  scgi_temp_path ${join(place.folder, 'scgi')};
${text}
}
`
}

/** Starts a balancer before the servers and waits until it lets requests through. */
export async function startBalancer(
  kind: BalancerKind,
  servers: readonly string[],
  { isPlain = false, port: wanted }: { isPlain?: boolean; port?: number } = {},
): Promise<Balancer> {
  const folder = await mkdtemp(join(tmpdir(), 'openaims-balancer-'))
  const port = wanted ?? (await freePort())
  const { key, certificate } = selfSigned('127.0.0.1')
  await writeFile(join(folder, 'key.pem'), key)
  await writeFile(join(folder, 'certificate.pem'), certificate)
  await writeFile(join(folder, 'both.pem'), certificate + key)
  const configuration = join(folder, 'configuration')
  await writeFile(configuration, await configurationOf(kind, servers, { folder, port, isPlain }))
  const args = kind === 'HAProxy' ? ['-db', '-f', configuration] : ['-c', configuration, '-p', folder]
  const child: ChildProcess = spawn(programs[kind][0], args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes) => {
      said = (said + bytes).slice(-50_000)
    })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const close = async () => {
    child.kill('SIGTERM')
    await ended
    await rm(folder, { recursive: true, force: true })
  }
  const address = `${isPlain ? 'http' : 'https'}://127.0.0.1:${port}`
  for (let attempt = 0; ; attempt++) {
    if (await answers(port, isPlain)) return { address, said: () => said, close }
    if (attempt > 150 || child.exitCode !== null) {
      await close()
      throw new Error(`${kind} lets no request through:\n${said}`)
    }
    await wait(100)
  }
}

async function answers(port: number, isPlain: boolean): Promise<boolean> {
  const { request } = await import(isPlain ? 'node:http' : 'node:https')
  return new Promise<boolean>((done) => {
    const asked = request(
      { host: '127.0.0.1', port, path: '/api/ready', rejectUnauthorized: false, timeout: 2000 },
      (answer: { statusCode?: number; resume(): void }) => {
        answer.resume()
        done(answer.statusCode === 200)
      },
    )
    asked.on('error', () => done(false))
    asked.on('timeout', () => asked.destroy())
    asked.end()
  })
}
