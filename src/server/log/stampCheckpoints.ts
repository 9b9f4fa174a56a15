import { randomBytes, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Store } from '../../store/index.ts'
import { readCheckpoint } from '../../store/log/checkpoints.ts'
import { keepStamp, readStamps } from '../../store/log/stamps.ts'
import { postOutside } from './outsideAddress.ts'
import { stampRequest, verifyStamp } from './timestamp/verifyStamp.ts'

const day = 24 * 3_600_000

/** The certificates in a PEM file. */
export const certificatesIn = (pem: string): X509Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []).map((one) => new X509Certificate(one))

/**
 * Has the last checkpoint of every organisation stamped by an outside authority, once a day and only when there is a
 * new one. Nothing but the hash of the checkpoint leaves the house; an answer that does not verify is not kept.
 */
export async function stampCheckpoints(store: Store, authority: string, caFile: string | undefined): Promise<number> {
  if (!caFile)
    throw new Error('OPENAIMS_TSA_URL needs OPENAIMS_TSA_CA: the certificates of the authority, as a PEM file.')
  const trusted = certificatesIn(await readFile(caFile, 'utf8'))
  let count = 0
  for (const { id } of await store.directory.organisations()) {
    const [last, stamps] = await Promise.all([readCheckpoint(store.pool, id, 'last'), readStamps(store.pool, id)])
    const before = stamps.at(-1)
    if (!last || before?.number === last.number) continue
    if (before && Date.now() - Date.parse(before.stampedAt) < day) continue
    const token = await askForStamp(authority, last.note, trusted)
    await keepStamp(store.pool, id, {
      number: last.number,
      authority,
      token: token.bytes,
      stampedAt: token.at.toISOString(),
    })
    count += 1
  }
  return count
}

async function askForStamp(authority: string, note: string, trusted: readonly X509Certificate[]) {
  const nonce = randomBytes(12)
  const { status, body } = await postOutside(
    authority,
    { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    stampRequest(note, nonce),
  )
  if (status !== 200) throw new Error(`The time stamp authority answered ${status}.`)
  const { at } = verifyStamp(body, { data: note, nonce, trusted })
  return { bytes: body, at }
}
