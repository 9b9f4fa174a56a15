import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, hasPermission, isGranted, problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { bundleVerifier } from '../../reports/verify/bundle.ts'
import {
  type CheckpointRow,
  readCheckpoint,
  readCheckpoints,
  readSignerFinding,
  readSignerKeys,
  readSignerState,
  silentAfter,
  verifierKey,
} from '../../store/log/checkpoints.ts'
import { lastCheck } from '../../store/log/checkRows.ts'
import { readEntries, readLoggedVersion } from '../../store/log/entries.ts'
import { ensureNodes, nodeReader, tileHashes } from '../../store/log/nodes.ts'
import { consistencyProof, inclusionProof, rootAt, rootFromInclusion } from '../../store/log/proofs.ts'
import { readStamps } from '../../store/log/stamps.ts'
import { entryBundle, parseTileAddress, tileWidth } from '../../store/log/tiles.ts'
import { enter, type ServerContext, single, wholeNumber } from '../context.ts'
import type { CheckpointShown, InclusionShown, LogStanding, VersionProof } from '../contract.ts'

/** The log for those who check it: checkpoints, proofs, tiles. Whoever belongs to the organisation may see the hashes. */
export function logRoutes(context: ServerContext): void {
  const { app, store } = context
  const { pool } = store
  const base = '/api/v1/o/:organisation/log'

  app.get(base, async (request): Promise<LogStanding> => {
    const { org, actor } = await enter(context, request)
    const [head, last, state, finding, keys, stamps, check] = await Promise.all([
      store.logHead(org.id),
      readCheckpoint(pool, org.id, 'last'),
      readSignerState(pool),
      readSignerFinding(pool, org.id),
      readSignerKeys(pool),
      readStamps(pool, org.id),
      lastCheck(pool, org.id),
    ])
    const size = head?.size ?? 0
    return {
      size,
      lastAt: head?.lastAt ?? '',
      origin: last?.origin ?? null,
      checkpoint: last ? shownCheckpoint(last) : null,
      uncovered: size - (last?.size ?? 0),
      signer: state && { running: state.age < silentAfter, instance: state.instance, keyId: state.keyId, at: state.at },
      finding: finding && { kind: finding.kind, finding: finding.finding, at: finding.at },
      keys: last
        ? keys.map((k) => ({
            keyId: k.keyId,
            verifierKey: verifierKey(last.origin, k.publicKey),
            since: k.at,
            handover: k.handover,
          }))
        : [],
      stamps: stamps.map(({ number, authority, stampedAt }) => ({ number, authority, stampedAt })),
      // Findings name records, also such as not everybody may see.
      check: check && { ...check, findings: looksAfter(actor) ? check.findings : [] },
    }
  })

  app.get(`${base}/checkpoint`, async (request, reply) => {
    const { org } = await enter(context, request)
    return sendNote(reply, org.slug, await readCheckpoint(pool, org.id, 'last'))
  })

  app.get(`${base}/checkpoints`, async (request) => {
    const { org } = await enter(context, request)
    const before = single(request, 'before') === undefined ? null : wholeNumber(request, 'before', 1, 1, 2 ** 52)
    const limit = wholeNumber(request, 'limit', 50, 1, 500)
    return { checkpoints: (await readCheckpoints(pool, org.id, { before, limit })).map(shownCheckpoint) }
  })

  app.get(`${base}/checkpoints/:number`, async (request, reply) => {
    const { org } = await enter(context, request)
    const { number } = request.params as { number: string }
    const found = /^[1-9]\d{0,14}$/.test(number) ? await readCheckpoint(pool, org.id, Number(number)) : null
    return sendNote(reply, org.slug, found)
  })

  app.get(`${base}/proof`, async (request): Promise<InclusionShown> => {
    const { org } = await enter(context, request)
    const last = await readCheckpoint(pool, org.id, 'last')
    const size = await sizeAsked(request, org.id, 'size', last)
    if (single(request, 'seq') === undefined)
      throw problem('request/invalid', { fields: [{ field: 'seq', message: say`Give the number of an entry.` }] })
    return proveEntry(org.id, wholeNumber(request, 'seq', 0, 0, size - 1), size, last)
  })

  app.get(`${base}/consistency`, async (request) => {
    const { org } = await enter(context, request)
    const to = await sizeAsked(request, org.id, 'to', await readCheckpoint(pool, org.id, 'last'))
    if (single(request, 'from') === undefined)
      throw problem('request/invalid', { fields: [{ field: 'from', message: say`Give the size you know.` }] })
    const from = wholeNumber(request, 'from', 1, 1, to)
    await ensureNodes(pool, org.id, to)
    const read = nodeReader(pool, org.id)
    const [hashes, fromRoot, root] = await Promise.all([
      consistencyProof(read, from, to),
      rootAt(read, from),
      rootAt(read, to),
    ])
    return { from, to, fromRoot: hex(fromRoot), root: hex(root), hashes: hashes.map(hex) }
  })

  app.get(`${base}/versions/:id/:version/proof`, async (request): Promise<VersionProof> => {
    const { org, actor, asOf } = await enter(context, request)
    const { id, version } = request.params as { id: string; version: string }
    const isAsked = /^[0-9a-f-]{36}$/.test(id) && /^[1-9]\d{0,8}$/.test(version)
    const [ref] = isAsked ? await store.refs(org.id, actor, [id], asOf) : []
    const found = ref ? await readLoggedVersion(pool, org.id, id, Number(version)) : null
    const [entry] = found ? await readEntries(pool, org.id, found.seq, 1) : []
    if (!found || !entry) throw problem('access/not-found', say`There is no such version you may see.`)
    const last = await readCheckpoint(pool, org.id, 'last')
    const size = last && last.size > found.seq ? last.size : ((await store.logHead(org.id))?.size ?? 0)
    // The body is what `bodyOf` makes: an object.
    const body = found.body as VersionProof['body']
    return {
      ...(await proveEntry(org.id, found.seq, size, last)),
      entry: entry.entry,
      salt: found.salt,
      body,
      erasedBy: found.erasedBy,
    }
  })

  app.get(`${base}/tile/*`, async (request, reply) => {
    const { org, actor } = await enter(context, request)
    const address = parseTileAddress((request.params as { '*': string })['*'])
    const size = (await store.logHead(org.id))?.size ?? 0
    if (!address) throw problem('access/not-found', say`There is no such tile.`)
    const { level, index, width } = address
    const height = level === 'entries' ? 0 : level
    const from = index * tileWidth
    // Beyond this no tile can be: the log is shorter.
    if ((from + width) * tileWidth ** Math.min(height, 6) > size)
      throw problem('access/not-found', say`There is no such tile.`)
    reply.type('application/octet-stream')
    if (level === 'entries') {
      const entries = await readEntries(pool, org.id, from, width)
      const hidden = entries.some(({ register }) => register !== null && !sees(actor, register))
      if (hidden) throw problem('access/forbidden', say`These entries tell of registers that you may not read.`)
      return reply.send(entryBundle(entries.map(({ entry }) => entry)))
    }
    await ensureNodes(pool, org.id, size)
    // Digests alone, and the same for ever.
    reply.header('cache-control', 'private, max-age=31536000, immutable')
    return reply.send(Buffer.concat(await tileHashes(pool, org.id, height, from, width)))
  })

  app.get('/api/v1/verifier', async (_request, reply) => {
    const { page, policy } = await bundleVerifier()
    return reply.type('text/html; charset=utf-8').header('content-security-policy', policy).send(page)
  })

  const sees = (actor: Actor, name: string) => {
    const register = store.registry.get(name)
    return register !== undefined && isGranted(register.can.read, actor, null)
  }

  async function sizeAsked(request: FastifyRequest, org: string, name: string, last: CheckpointRow | null) {
    const size = (await store.logHead(org))?.size ?? 0
    if (size === 0) throw problem('access/not-found', say`The log is empty.`)
    return wholeNumber(request, name, last?.size ?? size, 1, size)
  }

  async function proveEntry(
    org: string,
    seq: number,
    size: number,
    last: CheckpointRow | null,
  ): Promise<InclusionShown> {
    await ensureNodes(pool, org, size)
    const read = nodeReader(pool, org)
    const [hashes, root, leaf] = await Promise.all([inclusionProof(read, seq, size), rootAt(read, size), read(0, seq)])
    const isSigned = last?.size === size
    // What we hand out was compared with what was signed: a proof that fails elsewhere helps nobody.
    if (!rootFromInclusion(leaf, seq, size, hashes)?.equals(root) || (isSigned && !last.root.equals(root)))
      throw problem('log/inconsistent')
    const lines = [`c2sp.org/tlog-proof@v1`, `index ${seq}`, ...hashes.map((h) => h.toString('base64'))]
    const proof = isSigned ? `${lines.join('\n')}\n\n${last.note}` : null
    return { seq, size, leaf: hex(leaf), root: hex(root), hashes: hashes.map(hex), proof }
  }
}

const hex = (bytes: Buffer) => bytes.toString('hex')

/** Those who look after the management system, and its auditors. */
export const looksAfter = (actor: Actor): boolean => actor.within === undefined && hasPermission(actor, 'system:log')

const shownCheckpoint = ({ number, size, root, at, keyId }: CheckpointRow): CheckpointShown => ({
  number,
  size,
  root: hex(root),
  at,
  keyId,
})

function sendNote(reply: FastifyReply, slug: string, found: CheckpointRow | null) {
  if (!found) throw problem('access/not-found', say`There is no such checkpoint; the signer has not signed it yet.`)
  const name = `checkpoint-${slug}-${found.number}.txt`
  return reply
    .type('text/plain; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(found.note)
}
