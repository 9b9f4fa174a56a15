import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { assertAllowed, isOutside, postOutside } from '../../src/server/log/outsideAddress.ts'

/** What a name leads to, asked for the first time, the second time and so on: a name server in an attacker's hands. */
const names = new Map<string, string[][]>()
const asked: string[] = []
vi.mock('node:dns/promises', () => ({
  lookup: async (host: string) => {
    asked.push(host)
    const answers = names.get(host)
    const now = answers && answers.length > 1 ? answers.shift() : answers?.[0]
    if (!now) throw new Error(`ENOTFOUND ${host}`)
    return now.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  },
}))

let server: Server
let port: number
let answer: { status: number; location?: string; bytes?: number } = { status: 204 }
const got: string[] = []
beforeAll(async () => {
  server = createServer((request, reply) => {
    got.push(`${request.method} ${request.headers.host}${request.url}`)
    reply.writeHead(answer.status, answer.location ? { location: answer.location } : {})
    reply.end(answer.bytes ? Buffer.alloc(answer.bytes) : '')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
})
beforeEach(() => {
  names.clear()
  asked.length = 0
  got.length = 0
  answer = { status: 204 }
})
afterEach(() => {
  delete process.env.OPENAIMS_ALLOWED_HOSTS
  delete process.env.OPENAIMS_ONLY_HOSTS
})
afterAll(() => server.close())

const refused = { code: 'delivery/refused' }

describe('addresses written as numbers', () => {
  test.each([
    [
      'this machine',
      ['127.0.0.1', '127.1', '127.255.255.254', '0.0.0.0', '0', '[::1]', '[::]', '2130706433', '0x7f.1', '0177.0.0.1'],
    ],
    [
      'private networks',
      ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1', '[fc00::1]', '[fd12:3456::1]'],
    ],
    ['link-local, where clouds keep their secrets', ['169.254.169.254', '0xa9fea9fe', '[fe80::1]', '[fd00:ec2::254]']],
    [
      'IPv4 inside IPv6',
      [
        '[::ffff:127.0.0.1]',
        '[::ffff:a9fe:a9fe]',
        '[::ffff:8.8.8.8]',
        '[64:ff9b::a9fe:a9fe]',
        '[2002:7f00:1::]',
        '[::127.0.0.1]',
        '[2001:0:4136:e378::]',
      ],
    ],
    [
      'many at once, and reserved ones',
      [
        '224.0.0.1',
        '255.255.255.255',
        '240.0.0.1',
        '192.0.2.1',
        '198.18.0.1',
        '203.0.113.9',
        '[ff02::1]',
        '[2001:db8::1]',
      ],
    ],
  ])('%s are refused', async (_name, hosts) => {
    for (const host of hosts) await expect(assertAllowed(`https://${host}/hook`), host).rejects.toMatchObject(refused)
  })

  test('those of the open network are let through', async () => {
    for (const host of ['93.184.216.34', '172.15.255.255', '172.32.0.1', '[2606:2800:220:1::1]'])
      await expect(assertAllowed(`https://${host}/hook`), host).resolves.toMatchObject({ url: expect.any(URL) })
    expect(isOutside('not an address')).toBe(false)
  })
})

describe('names', () => {
  test('that lead inside are refused, also when only one of several answers does, or none comes', async () => {
    names.set('inside.test', [['10.1.2.3']])
    names.set('mixed.test', [['93.184.216.34', '127.0.0.1']])
    names.set('six.test', [['2606:2800:220:1::1', '::ffff:10.0.0.1']])
    for (const host of ['inside.test', 'mixed.test', 'six.test', 'nowhere.test', 'INSIDE.test', 'inside.test.'])
      await expect(assertAllowed(`https://${host}/`), host).rejects.toMatchObject(refused)
  })

  test('are looked up once: what a name leads to afterwards changes nothing', async () => {
    // Looked at: allowed. Asked again, the name leads to a place where nobody answers.
    names.set('rebinding.test', [['127.0.0.1'], ['127.0.0.2']])
    process.env.OPENAIMS_ALLOWED_HOSTS = 'rebinding.test'
    expect(await postOutside(`http://rebinding.test:${port}/hook`, {}, 'x')).toMatchObject({ status: 204 })
    expect(got).toEqual([`POST rebinding.test:${port}/hook`])
    expect(asked).toEqual(['rebinding.test'])
  })

  test('that lead outside first and inside later are connected to where they led first', async () => {
    names.set('turning.test', [['93.184.216.34'], ['127.0.0.1']])
    expect(await assertAllowed('https://turning.test/')).toMatchObject({ address: '93.184.216.34' })
    // The next use looks again, and then refuses.
    await expect(postOutside(`https://turning.test:${port}/`, {}, 'x')).rejects.toMatchObject(refused)
    expect(got).toEqual([])
  })
})

describe('other ways in', () => {
  test('other protocols, names and passwords in the address, plain http', async () => {
    names.set('fine.test', [['93.184.216.34']])
    for (const target of [
      'file:///etc/passwd',
      'gopher://fine.test/',
      'ftp://fine.test/',
      'data:text/plain,x',
      'http://fine.test/',
      'https://user@fine.test/',
      'https://user:secret@fine.test/',
      'https://',
      'fine.test',
      '',
    ])
      await expect(assertAllowed(target), target).rejects.toMatchObject(refused)
  })

  test('a redirection is an answer, not a way on', async () => {
    names.set('allowed.test', [['127.0.0.1']])
    process.env.OPENAIMS_ALLOWED_HOSTS = 'allowed.test'
    for (const location of ['http://169.254.169.254/', `http://127.0.0.1:${port}/inside`, '/elsewhere']) {
      answer = { status: 302, location }
      expect((await postOutside(`http://allowed.test:${port}/hook`, {}, 'x')).status).toBe(302)
    }
    expect(got.map((line) => line.replace(/^POST [^/]+/, ''))).toEqual(['/hook', '/hook', '/hook'])
  })

  test('an answer without end is cut off', async () => {
    names.set('allowed.test', [['127.0.0.1']])
    process.env.OPENAIMS_ALLOWED_HOSTS = 'allowed.test'
    answer = { status: 200, bytes: 3_000_000 }
    await expect(postOutside(`http://allowed.test:${port}/hook`, {}, 'x')).rejects.toThrow(/too long|aborted|reset/)
  })

  test('where the operator names the only hosts, no other is even looked up', async () => {
    for (const host of ['hooks.test', 'other.test', 'sub.hooks.test']) names.set(host, [['93.184.216.34']])
    names.set('inside.test', [['10.1.2.3']])
    process.env.OPENAIMS_ONLY_HOSTS = ' Hooks.test , inside.test,'
    await expect(assertAllowed('https://hooks.test/x')).resolves.toBeDefined()
    asked.length = 0
    for (const host of ['other.test', 'sub.hooks.test', 'hooks.test.', '93.184.216.34'])
      await expect(assertAllowed(`https://${host}/`), host).rejects.toMatchObject(refused)
    expect(asked).toEqual([])
    // Being named is not being allowed inside.
    await expect(assertAllowed('https://inside.test/')).rejects.toMatchObject(refused)
    process.env.OPENAIMS_ALLOWED_HOSTS = 'allowed.test'
    names.set('allowed.test', [['127.0.0.1']])
    await expect(assertAllowed('http://allowed.test/')).resolves.toBeDefined()
  })

  test('a name that is allowed opens no other', async () => {
    names.set('allowed.test', [['127.0.0.1']])
    names.set('sub.allowed.test', [['127.0.0.1']])
    process.env.OPENAIMS_ALLOWED_HOSTS = 'allowed.test'
    await expect(assertAllowed('http://sub.allowed.test/')).rejects.toMatchObject(refused)
    await expect(assertAllowed('http://127.0.0.1/')).rejects.toMatchObject(refused)
    await expect(assertAllowed('http://allowed.test/')).resolves.toBeDefined()
  })
})
