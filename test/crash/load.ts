import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Random } from '../support/random.ts'
import type { Organisation } from './people.ts'

/** What a client remembers of one thing it asked for. */
export interface Operation {
  readonly key: string
  readonly org: Organisation
  readonly kind: 'create' | 'edit' | 'batch' | 'upload' | 'import'
  /** Titles of the records it makes or renames. */
  readonly titles: readonly string[]
  readonly send: (address: string) => Promise<Reply>
  state: 'unknown' | 'acknowledged' | 'refused'
  /** Record that an edit is about, the version it makes, and the title before. */
  readonly edits?: { readonly id: string; readonly version: number; readonly before: string }
  /** Hash of the file it uploads, or the job that an import became. */
  result?: string
  /** How often it was sent. */
  sent: number
}

interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
}

interface Own {
  readonly id: string
  version: number
  title: string
}

/** A client's memory over all crashes: the oracle. */
export interface History {
  readonly operations: Operation[]
  next: number
}

async function ask(
  address: string,
  org: Organisation,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const isBytes = Buffer.isBuffer(body)
  const response = await fetch(`${address}/api/v1/o/${org.slug}/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${org.token}`,
      ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
    signal: AbortSignal.timeout(20_000),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : JSON.parse(text) }
}

/** Sends an operation; what the answer was, or that there was none. Only a clear answer settles it. */
export async function perform(operation: Operation, address: string): Promise<Reply | null> {
  operation.sent += 1
  try {
    const reply = await operation.send(address)
    if (reply.status >= 200 && reply.status < 300) operation.state = 'acknowledged'
    // 5xx leaves open what happened, as no answer does.
    else if (reply.status < 500) operation.state = 'refused'
    return reply
  } catch {
    return null
  }
}

/** One client that writes without pause until its server is gone: own records, so that it knows what they must be. */
export async function write(
  history: History,
  org: Organisation,
  address: () => string,
  random: Random,
  isStopped: () => boolean,
): Promise<void> {
  const own: Own[] = []
  while (!isStopped()) {
    const operation = makeOperation(history, org, own, random)
    history.operations.push(operation)
    const reply = await perform(operation, address())
    if (reply && operation.state === 'acknowledged') remember(operation, reply, own)
    else if (operation.state === 'refused')
      throw new Error(`${operation.kind} was refused: ${reply?.status} ${JSON.stringify(reply?.body)}`)
    else {
      // A record whose edit is in doubt is left alone until that is settled.
      const at = own.findIndex((o) => o.id === operation.edits?.id)
      if (at >= 0) own.splice(at, 1)
      await wait(50)
    }
  }
}

function remember(operation: Operation, { body }: Reply, own: Own[]): void {
  const [record] = (body.records ?? []) as Own[]
  if (operation.kind === 'create' && record)
    own.push({ id: record.id, version: record.version, title: operation.titles[0] ?? '' })
  if (operation.kind === 'edit' && record) {
    const known = own.find((o) => o.id === record.id)
    if (known) Object.assign(known, { version: record.version, title: operation.titles[0] ?? '' })
  }
  if (operation.kind === 'upload') operation.result = String(body.hash)
  if (operation.kind === 'import') operation.result = String(body.job)
}

function makeOperation(history: History, org: Organisation, own: readonly Own[], random: Random): Operation {
  const n = history.next++
  const key = `op-${n}`
  const base = { key, org, state: 'unknown' as const, sent: 0 }
  const title = `${key}.`
  const draw = random.next()
  const target = own.length > 0 ? random.pick(own) : undefined
  if (target && draw < 0.3) {
    const { id, version, title: before } = target
    return {
      ...base,
      kind: 'edit',
      titles: [title],
      edits: { id, version: version + 1, before },
      send: (address) =>
        ask(address, org, 'PATCH', `records/risk/${id}`, { version, values: { title } }, { 'idempotency-key': key }),
    }
  }
  if (draw < 0.5) {
    const titles = Array.from({ length: 2 + random.below(12) }, (_, i) => `${key}.${i}.`)
    const changes = titles.map((each) => ({ do: 'create', register: 'risk', values: { type: 'risk', title: each } }))
    return {
      ...base,
      kind: 'batch',
      titles,
      send: (address) => ask(address, org, 'POST', 'changes', { changes }, { 'idempotency-key': key }),
    }
  }
  if (draw < 0.6) {
    const bytes = Buffer.from(`${key}\n`.repeat(1 + random.below(20_000)))
    return {
      ...base,
      kind: 'upload',
      titles: [],
      result: createHash('sha256').update(bytes).digest('hex'),
      send: (address) => ask(address, org, 'POST', 'files', bytes, { 'x-file-name': 'note.txt' }),
    }
  }
  if (draw < 0.63) return importOperation(base, org, key, random)
  return {
    ...base,
    kind: 'create',
    titles: [title],
    send: (address) =>
      ask(address, org, 'POST', 'records/risk', { values: { type: 'risk', title } }, { 'idempotency-key': key }),
  }
}

/** Uploads a table and has it read in by a job: many commits, any of which may be the last. */
function importOperation(
  base: Pick<Operation, 'key' | 'org' | 'state' | 'sent'>,
  org: Organisation,
  key: string,
  random: Random,
): Operation {
  const titles = Array.from({ length: 20 + random.below(600) }, (_, i) => `${key}.${i}.`)
  const file = Buffer.from(`Title,Type\n${titles.map((t) => `${t},risk`).join('\n')}\n`)
  const columns = [
    { column: 'Title', to: { as: 'field', field: 'title' } },
    { column: 'Type', to: { as: 'field', field: 'type' } },
  ]
  return {
    ...base,
    kind: 'import',
    titles,
    async send(address) {
      const upload = await ask(address, org, 'POST', 'files', file, { 'x-file-name': 'table.csv' })
      if (upload.status !== 201) return upload
      const read = await ask(address, org, 'POST', 'imports/read', {
        hash: upload.body.hash,
        name: 'table.csv',
        register: 'risk',
      })
      if (read.status !== 200) return read
      const { mapping } = read.body.proposal as { mapping: object }
      const request = {
        hash: upload.body.hash,
        name: 'table.csv',
        register: 'risk',
        mapping: { ...mapping, columns },
        policy: 'rowByRow',
      }
      return ask(address, org, 'POST', 'imports/run', request, { 'idempotency-key': key })
    },
  }
}
