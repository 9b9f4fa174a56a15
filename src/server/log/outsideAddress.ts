import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { problem, type Said, say } from '../../model/index.ts'

/** Addresses of machines that are not on the open network (RFC 6890 and its kin): nobody outside sends us there. */
const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4')
/** Of IPv6 only what is handed out for the open network is outside, less what embeds or tunnels other addresses. */
const outside6 = new BlockList()
outside6.addSubnet('2000::', 3, 'ipv6')
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(net, bits, 'ipv6')

export function isOutside(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && outside6.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/** Hosts inside that the operator allows all the same: OPENAIMS_ALLOWED_HOSTS, names separated by commas. */
const allowedHosts = (): readonly string[] =>
  (process.env.OPENAIMS_ALLOWED_HOSTS ?? '').split(',').map((host) => host.trim().toLowerCase())

/** The only hosts that are reached at all, those of OPENAIMS_ALLOWED_HOSTS beside them; null where any may be. */
function onlyHosts(): readonly string[] | null {
  const named = (process.env.OPENAIMS_ONLY_HOSTS ?? '').split(',').map((host) => host.trim().toLowerCase())
  const hosts = named.filter((host) => host !== '')
  return hosts.length === 0 ? null : hosts
}

interface Allowed {
  readonly url: URL
  /** The address that was looked at; connecting by name again could lead elsewhere. */
  readonly address: string
}

/** Looks where an address leads, and refuses what is not on the open network unless the operator allows the host. */
export async function assertAllowed(target: string): Promise<Allowed> {
  const refuse = (why: Said) => problem('delivery/refused', why)
  const url = URL.parse(target)
  if (!url || !['https:', 'http:'].includes(url.protocol)) throw refuse(say`It is not a web address.`)
  if (url.username !== '' || url.password !== '') throw refuse(say`It must not hold a user name or password.`)
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase()
  const isAllowed = allowedHosts().includes(host)
  if (url.protocol === 'http:' && !isAllowed) throw refuse(say`It must begin with https.`)
  if (!isAllowed && onlyHosts()?.includes(host) === false)
    throw refuse(say`Whoever runs this installation lets nothing be sent to ${host}.`)
  const found = isIP(host) ? [{ address: host }] : await lookup(host, { all: true }).catch(() => [])
  const [first] = found
  if (!first) throw refuse(say`The name ${host} leads nowhere.`)
  if (!isAllowed && found.some(({ address }) => !isOutside(address)))
    throw refuse(say`${host} is inside a private network.`)
  return { url, address: first.address }
}

export interface Sent {
  readonly status: number
  /** What the answer says it is. */
  readonly type: string | null
  readonly body: Buffer
}

const mostBytes = 1024 * 1024

export interface Sending {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string | undefined
  /** Ends it earlier than after 20 seconds. */
  readonly signal?: AbortSignal | undefined
}

/** Posts to an address that is allowed: to the very machine looked at, no redirections, within 20 seconds. */
export const postOutside = (
  target: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array | string,
): Promise<Sent> => sendOutside(target, { method: 'POST', headers, body })

/** The same with any method. */
export async function sendOutside(target: string, { method, headers, body, signal }: Sending): Promise<Sent> {
  const { url, address } = await assertAllowed(target)
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const family = isIP(address)
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  const timeout = AbortSignal.timeout(20_000)
  return new Promise((done, failed) => {
    const request = send(
      url,
      {
        method,
        headers: { ...headers, ...length, 'user-agent': 'OpenAIMS' },
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        lookup: (_host, options, callback) =>
          options.all ? callback(null, [{ address, family }]) : callback(null, address, family),
      },
      (answer) => {
        const parts: Buffer[] = []
        let size = 0
        answer.on('data', (part: Buffer) => {
          size += part.length
          if (size > mostBytes) answer.destroy(new Error('the answer is too long'))
          else parts.push(part)
        })
        answer.on('end', () =>
          done({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? null,
            body: Buffer.concat(parts),
          }),
        )
        answer.on('error', failed)
      },
    )
    request.on('error', failed)
    request.end(body)
  })
}
