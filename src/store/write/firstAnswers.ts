import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { nobody, problem, withhold } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { canonicalJson } from '../log/canonicalJson.ts'
import type { Registry } from '../registry.ts'
import { digestOf } from '../secretDigest.ts'
import { type Queryable, run, sql } from '../sql.ts'
import type { CommitRequest, Committed } from './changes.ts'

/** A request that came with a key, and the digest by which the same one is known again. */
export type Keyed = CommitRequest & { readonly idempotencyKey: string; readonly digest: Buffer }

/** Null where a request has no key. */
export function keyedRequest(request: CommitRequest): Keyed | null {
  const { changes, idempotencyKey, reason = null } = request
  if (idempotencyKey === undefined) return null
  const digest = createHash('sha256').update(canonicalJson({ changes, reason })).digest()
  return { ...request, idempotencyKey, digest }
}

/**
 * How long a key has to be where something is sent without a name. The answer is then kept so that nothing but the key
 * leads to it: not beside the account that asked, and not to be read by who holds the database.
 */
const longEnough = 32

/** What was answered to the first request with this key; null where there was none. Another request with it is refused. */
export async function firstAnswer(client: Queryable, registry: Registry, request: Keyed): Promise<Committed | null> {
  const { digest } = request
  const open = await keptAnswer<Committed>(client, request.org, request.actor.id, request.idempotencyKey, digest)
  if (open) return asSeenBy(request, registry, open)
  if (!mayBeNameless(registry, request)) return null
  const sealed = await keptAnswer<Sealed>(client, request.org, nobody.id, sealedName(request), digest)
  return sealed && asSeenBy(request, registry, unseal(request, sealed))
}

/** What is withheld from the one who asks was never kept; that it is withheld is marked anew. */
const asSeenBy = ({ actor }: Keyed, registry: Registry, answer: Committed): Committed => ({
  ...answer,
  records: answer.records.map((record) => {
    const register = registry.get(record.register)
    return register ? withhold(register, actor, record) : record
  }),
})

/** Keeps an answer for repeated requests, in the transaction of what it answers. */
export async function keepAnswer(client: Queryable, request: Keyed, answer: Committed): Promise<void> {
  const isNameless = answer.codes !== undefined
  if (isNameless && request.idempotencyKey.length < longEnough)
    throw problem('request/invalid', {
      fields: [
        {
          field: 'Idempotency-Key',
          message: say`Give at least ${longEnough} random characters where something is sent without a name, or leave the key out.`,
        },
      ],
    })
  const actor = isNameless ? nobody.id : request.actor.id
  const key = isNameless ? sealedName(request) : request.idempotencyKey
  const kept = isNameless ? seal(request, answer) : answer
  await run(
    client,
    sql`insert into idempotency (org_id, actor_id, key, request, answer, at)
      values (${request.org}, ${actor}, ${key}, ${request.digest}, ${JSON.stringify(kept)}, now())`,
  )
}

async function keptAnswer<A>(client: Queryable, org: string, actor: string, key: string, digest: Buffer) {
  const [row] = await run<{ request: Buffer; answer: A }>(
    client,
    sql`select request, answer from idempotency where org_id = ${org} and actor_id = ${actor} and key = ${key}`,
  )
  if (!row) return null
  if (!row.request.equals(digest)) throw problem('key/reused')
  return row.answer
}

/** Only then it is worth a look; whether it was sent without a name is decided with its values. */
const mayBeNameless = (registry: Registry, { changes }: CommitRequest): boolean =>
  changes.some((change) => change.do === 'create' && registry.get(change.register)?.withoutName !== undefined)

/** Which records it is about stays readable: with them, what is kept of them is erased. */
interface Sealed {
  readonly records: readonly { readonly id: string }[]
  readonly sealed: string
}

const purposeOf = ({ org, actor, idempotencyKey }: Keyed, purpose: string) =>
  canonicalJson([purpose, org, actor.id, idempotencyKey])

const sealedName = (request: Keyed): string => digestOf(purposeOf(request, 'name of an answer')).toString('hex')

const cipherKey = (request: Keyed) =>
  Buffer.from(hkdfSync('sha256', purposeOf(request, 'key of an answer'), '', 'answer without a name', 32))

function seal(request: Keyed, answer: Committed): Sealed {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', cipherKey(request), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify(answer)), cipher.final()])
  return {
    records: answer.records.map(({ id }) => ({ id })),
    sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64'),
  }
}

function unseal(request: Keyed, { sealed }: Sealed): Committed {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(request), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString())
}
