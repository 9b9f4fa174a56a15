import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { certificatesIn, stampCheckpoints } from '../../src/server/log/stampCheckpoints.ts'
import { verifyStamp } from '../../src/server/log/timestamp/verifyStamp.ts'
import { readStamps } from '../../src/store/log/stamps.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { makeRandom } from '../support/random.ts'
import { unzip } from '../support/zipFiles.ts'
import { honestHistory, packOf, testSigner } from './trail.ts'
import { hasVectors, vectorBytes, vectorJson, vectorText } from './vectors.ts'

const run = promisify(execFile)
const hasOpenssl = await run('openssl', ['version']).then(
  () => true,
  () => false,
)
if (!hasOpenssl)
  console.log('openssl is not installed: no authority is served, only the published vectors are checked.')

describe.skipIf(!hasVectors)('published time stamps', () => {
  test('an answer of openssl verifies, and none that was changed in any byte that counts', async () => {
    const [response, data, ca] = await Promise.all([
      vectorBytes('rfc3161/resp.tsr'),
      vectorBytes('rfc3161/data.txt'),
      vectorText('rfc3161/ca.pem'),
    ])
    const trusted = certificatesIn(ca)
    const known = certificatesIn(await vectorText('rfc3161/tsa.pem'))
    expect(verifyStamp(response, { data, trusted, known }).at.getUTCFullYear()).toBeGreaterThan(2000)
    expect(() => verifyStamp(response, { data: 'other', trusted, known })).toThrow('over something else')
    expect(() => verifyStamp(response, { data, trusted: [], known })).toThrow('does not lead to one that is trusted')
    expect(() => verifyStamp(response, { data, trusted, known, nonce: Buffer.from([1, 2]) })).toThrow('another request')
    let accepted = 0
    for (let at = 0; at < response.length; at++) {
      const changed = Buffer.from(response)
      changed[at] = (changed[at] ?? 0) ^ 1
      try {
        verifyStamp(changed, { data, trusted, known })
        accepted += 1
      } catch {
        // as it should be
      }
    }
    // Embedded certificates that are not used, the status text and version numbers prove nothing.
    expect(accepted / response.length).toBeLessThan(0.75)
  })

  test('Sigstore time stamps', async () => {
    interface Bundle {
      messageSignature?: { signature: string }
      dsseEnvelope?: { signatures: { sig: string }[] }
      verificationMaterial: { timestampVerificationData?: { rfc3161Timestamps?: { signedTimestamp: string }[] } }
    }
    interface Roots {
      timestampAuthorities?: { certChain: { certificates: { rawBytes: string }[] } }[]
    }
    const judge = async (name: string) => {
      const bundle = await vectorJson<Bundle>(`sigstore-bundles/${name}/bundle.sigstore.json`)
      const roots = await vectorJson<Roots>(`sigstore-bundles/${name}/trusted_root.json`)
      const chains = (roots.timestampAuthorities ?? []).map((a) =>
        a.certChain.certificates.map((c) => new X509Certificate(Buffer.from(c.rawBytes, 'base64'))),
      )
      const token = bundle.verificationMaterial.timestampVerificationData?.rfc3161Timestamps?.[0]?.signedTimestamp
      const signature = bundle.messageSignature?.signature ?? bundle.dsseEnvelope?.signatures[0]?.sig ?? ''
      return () =>
        verifyStamp(Buffer.from(token ?? '', 'base64'), {
          data: Buffer.from(signature, 'base64'),
          trusted: chains.flatMap((chain) => chain.slice(-1)),
          known: chains.flat(),
        })
    }
    for (const name of ['rekor2-happy-path', 'rekor2-timestamp-with-embedded-cert'])
      expect(await judge(name), name).not.toThrow()
    expect(await judge('rekor2-timestamp-payload-mismatch_fail')).toThrow('over something else')
  })
})

describe.skipIf(!hasOpenssl)('an authority that answers', () => {
  let app: TestApp
  let at: Awaited<ReturnType<typeof testSigner>>
  let folder: string
  let server: Server
  let spoil = false

  beforeAll(async () => {
    app = await testApp()
    at = await testSigner(app)
    folder = await mkdtemp(join(tmpdir(), 'openaims-tsa-'))
    await makeAuthority(folder)
    server = createServer(async (request, reply) => {
      await writeFile(join(folder, 'request.tsq'), await buffer(request))
      const args = [
        'ts',
        '-reply',
        '-config',
        'tsa.cnf',
        '-section',
        'tsa',
        '-queryfile',
        'request.tsq',
        '-out',
        'reply.tsr',
      ]
      await run('openssl', args, { cwd: folder })
      const answer = await readFile(join(folder, 'reply.tsr'))
      if (spoil) answer[answer.length - 5] = (answer.at(-5) ?? 0) ^ 1
      reply.writeHead(200, { 'content-type': 'application/timestamp-reply' }).end(answer)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  }, 60_000)
  afterAll(async () => {
    delete process.env.OPENAIMS_ALLOWED_HOSTS
    server.close()
    await at.close()
    await app.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('stamps the last checkpoint once; a spoilt answer and a private address that is not allowed are refused', async () => {
    const org = await honestHistory(app, makeRandom(1), 3)
    await at.signer.look()
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const ca = join(folder, 'ca.pem')
    await expect(stampCheckpoints(app.store, url, ca)).rejects.toThrow('https')
    process.env.OPENAIMS_ALLOWED_HOSTS = '127.0.0.1'
    spoil = true
    await expect(stampCheckpoints(app.store, url, ca)).rejects.toThrow()
    spoil = false
    expect(await readStamps(app.store.pool, org.id)).toEqual([])
    expect(await stampCheckpoints(app.store, url, ca)).toBeGreaterThan(0)
    expect(await stampCheckpoints(app.store, url, ca)).toBe(0)
    const [stamp] = await readStamps(app.store.pool, org.id)
    // The independent judge: openssl, with the files as a pack holds them.
    const files = await unzip(await packOf(app, org))
    const line =
      (files.get('log/checkpoints.jsonl')?.toString('utf8') ?? '').split('\n')[(stamp?.number ?? 1) - 1] ?? ''
    await writeFile(join(folder, 'note.txt'), (JSON.parse(line) as { note: string }).note)
    await writeFile(join(folder, 'kept.tsr'), files.get(`log/stamps/${stamp?.number}.tsr`) ?? '')
    const args = ['ts', '-verify', '-data', 'note.txt', '-in', 'kept.tsr', '-CAfile', 'ca.pem']
    expect((await run('openssl', args, { cwd: folder })).stdout).toContain('Verification: OK')
  }, 60_000)
})

/** A throw-away authority: a root, and a certificate for time stamps. */
async function makeAuthority(folder: string): Promise<void> {
  await writeFile(
    join(folder, 'tsa.cnf'),
    `[tsa]
dir = .
serial = $dir/serial
signer_cert = $dir/tsa.pem
signer_key = $dir/tsa.key
certs = $dir/ca.pem
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
ordering = yes
ess_cert_id_alg = sha256
[leaf]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
`,
  )
  await writeFile(join(folder, 'serial'), '01\n')
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  await openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '30', '-subj', '/CN=Test root')
  await openssl('req', ...key, '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Test authority')
  const sign = [
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '30',
    '-extfile',
    'tsa.cnf',
    '-extensions',
    'leaf',
  ]
  await openssl('x509', '-req', '-in', 'tsa.csr', '-out', 'tsa.pem', ...sign)
}
