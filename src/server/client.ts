import { catalogue, type FieldProblem, Problem, type ProblemCode } from '../model/index.ts'
import type {
  Activity,
  Change,
  Changed,
  HistoryEntry,
  Home,
  Job,
  ListPage,
  ModelDescription,
  Readiness,
  RecordDetail,
  RecordItem,
  RecordRef,
  SearchHit,
  Session,
} from './contract.ts'

export interface ClientOptions {
  /** Where OpenAIMS answers: `http://127.0.0.1:4200`. */
  readonly address: string
  /** Access token; without one only what is open to all can be asked. */
  readonly token?: string
  /** How the client shows in history; `api` when left out. */
  readonly kind?: 'api' | 'cli'
}

type Scalar = string | number | boolean | null | undefined
export type Query = Readonly<Record<string, Scalar | readonly string[]>>

export interface ListOptions {
  readonly filter?: readonly string[]
  readonly sort?: string
  readonly q?: string
  readonly limit?: number
  readonly after?: string
  readonly archived?: 'true' | 'both'
  readonly count?: boolean
  readonly asOf?: string
}

export interface WriteOptions {
  readonly reason?: string
  /** A repeated key returns the first answer and changes nothing. */
  readonly idempotencyKey?: string
}

export interface SendOptions {
  readonly query?: Query
  readonly headers?: Readonly<Record<string, string>>
  /** JSON when it is no bytes. */
  readonly body?: unknown
}

type Values = Readonly<Record<string, unknown>>
/** Which record, and the version the change is made from. */
type Target = Pick<RecordItem, 'id' | 'version'>

export interface OneVersion {
  readonly record: RecordItem
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly reason: string | null
}

/** Speaks to a server over its API. Refusals are thrown as the `Problem` the server sent, with its code and fields. */
export function makeClient({ address, token, kind = 'api' }: ClientOptions) {
  async function call(method: string, path: string, options: SendOptions = {}): Promise<Response> {
    const { query = {}, headers = {}, body } = options
    const isBytes = body instanceof Uint8Array
    const url = new URL(path, address)
    for (const [name, value] of Object.entries(query)) {
      for (const one of typeof value === 'object' && value !== null ? value : [value])
        if (one !== null && one !== undefined && one !== '') url.searchParams.append(name, String(one))
    }
    let answer: Response
    try {
      answer = await fetch(url, {
        method,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(kind === 'api' ? {} : { 'x-openaims-client': kind }),
          ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: isBytes ? new Uint8Array(body) : JSON.stringify(body) }),
      })
    } catch (error) {
      const why = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
      throw new Problem('server/unavailable', { detail: `Nothing answers at ${address}${why}.` })
    }
    if (!answer.ok) throw await problemIn(answer)
    return answer
  }

  async function send<T>(method: string, path: string, options: SendOptions = {}): Promise<T> {
    return (await (await call(method, path, options)).json()) as T
  }

  return {
    /** Any route by method and path, JSON in and out. */
    send,
    /** The same for files: the answer as it comes. */
    call,
    session: () => send<Session>('GET', '/api/v1/session'),
    organisation: (slug: string) => inOrganisation(slug),
  }

  function inOrganisation(slug: string) {
    const base = `/api/v1/o/${encodeURIComponent(slug)}`
    const read = <T>(path: string, query: Query = {}) => send<T>('GET', `${base}/${path}`, { query })

    return {
      model: () => read<ModelDescription>('model'),
      search: (q: string, query: { limit?: number; asOf?: string } = {}) =>
        read<{ hits: SearchHit[] }>('search', { q, ...query }),
      activity: (query: { before?: number; since?: string; limit?: number; asOf?: string } = {}) =>
        read<{ entries: Activity[] }>('activity', query),
      refs: (ids: readonly string[], asOf?: string) =>
        read<{ refs: RecordRef[] }>('refs', { ids: ids.join(','), asOf }),
      home: (asOf?: string) => read<Home>('home', { asOf }),
      readiness: (asOf?: string) => read<Readiness>('readiness', { asOf }),
      job: (id: string) => read<Job>(`jobs/${encodeURIComponent(id)}`),
      cancelJob: (id: string) => send<Job>('DELETE', `${base}/jobs/${encodeURIComponent(id)}`),
      /** Any other read of the organisation by its path: `applicability`, `gap`, `roadmap`. */
      read,

      /** Several changes that stand or fall together. */
      commit: (changes: readonly Change[], { reason, idempotencyKey }: WriteOptions = {}) =>
        send<Changed>('POST', `${base}/changes`, {
          body: { changes, ...(reason === undefined ? {} : { reason }) },
          headers: keyed(idempotencyKey),
        }),

      upload: (name: string, bytes: Uint8Array) =>
        send<{ hash: string; name: string; size: number; mediaType: string }>('POST', `${base}/files`, {
          body: bytes,
          headers: { 'x-file-name': encodeURIComponent(name) },
        }),
      file: async (hash: string) => new Uint8Array(await (await call('GET', `${base}/files/${hash}`)).arrayBuffer()),
      /** A list as a file: `risks.csv`. */
      export: async (file: string, query: ListOptions = {}) =>
        new Uint8Array(await (await call('GET', `${base}/export/${file}`, { query: { ...query } })).arrayBuffer()),
      /** A report as a file: `statement-of-applicability.pdf`. */
      report: async (file: string, asOf?: string) =>
        new Uint8Array(await (await call('GET', `${base}/reports/${file}`, { query: { asOf } })).arrayBuffer()),

      /** The routes of one register, named as in its address (`risks`) or by its own name (`risk`). */
      register: (path: string) => registerAt(`${base}/records/${encodeURIComponent(path)}`),
    }
  }

  function registerAt(base: string) {
    const at = (id: string, more = '') => `${base}/${encodeURIComponent(id)}${more}`
    const write = (method: string, path: string, body: Values, { reason, idempotencyKey }: WriteOptions) =>
      send<Changed>(method, path, {
        body: { ...body, ...(reason === undefined ? {} : { reason }) },
        headers: keyed(idempotencyKey),
      })

    return {
      list: (query: ListOptions = {}) => send<ListPage>('GET', base, { query: { ...query } }),
      /** Every record of a list, page after page. */
      async *all(query: Omit<ListOptions, 'after'> = {}): AsyncGenerator<RecordItem> {
        let after: string | undefined
        do {
          const page: ListPage = await send('GET', base, { query: { limit: 500, ...query, after } })
          yield* page.items
          after = page.next ?? undefined
        } while (after !== undefined)
      },
      get: (idOrRef: string, asOf?: string) => send<RecordDetail>('GET', at(idOrRef), { query: { asOf } }),
      history: (idOrRef: string, asOf?: string) =>
        send<{ entries: HistoryEntry[]; names: Record<string, RecordRef> }>('GET', at(idOrRef, '/history'), {
          query: { asOf },
        }),
      version: (idOrRef: string, version: number) => send<OneVersion>('GET', at(idOrRef, `/versions/${version}`)),
      create: (values: Values, options: WriteOptions & { custom?: Values; id?: string } = {}) =>
        write('POST', base, pick({ values, custom: options.custom, id: options.id }), options),
      edit: ({ id, version }: Target, values: Values, options: WriteOptions & { custom?: Values } = {}) =>
        write('PATCH', at(id), pick({ version, values, custom: options.custom }), options),
      move: ({ id, version }: Target, move: string, options: WriteOptions & { values?: Values } = {}) =>
        write('POST', at(id, `/moves/${encodeURIComponent(move)}`), pick({ version, values: options.values }), options),
      archive: ({ id, version }: Target, options: WriteOptions = {}) =>
        write('POST', at(id, '/archive'), { version }, options),
      unarchive: ({ id, version }: Target, options: WriteOptions = {}) =>
        write('POST', at(id, '/unarchive'), { version }, options),
      restore: ({ id, version }: Target, to: number, options: WriteOptions = {}) =>
        write('POST', at(id, '/restore'), { version, to }, options),
    }
  }
}

export type Client = ReturnType<typeof makeClient>
export type OrganisationClient = ReturnType<Client['organisation']>
export type RegisterClient = ReturnType<OrganisationClient['register']>

const keyed = (key: string | undefined): Record<string, string> => (key === undefined ? {} : { 'idempotency-key': key })

const pick = (body: Values): Values =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined))

interface Sent {
  readonly code?: unknown
  readonly detail?: unknown
  readonly fields?: readonly FieldProblem[]
  readonly data?: Values
}

/** The problem the server sent; what is none (a proxy's page) is told by its status. */
async function problemIn(answer: Response): Promise<Problem> {
  const body: Sent = await answer.json().then(
    (value: unknown) => (typeof value === 'object' && value !== null ? value : {}),
    () => ({}),
  )
  const isKnown = (code: unknown): code is ProblemCode => typeof code === 'string' && Object.hasOwn(catalogue, code)
  if (!isKnown(body.code)) {
    return new Problem('server/unforeseen', {
      detail: `${answer.url} answered with status ${answer.status} and no explanation.`,
    })
  }
  return new Problem(body.code, {
    ...(typeof body.detail === 'string' ? { detail: body.detail } : {}),
    ...(body.fields ? { fields: body.fields } : {}),
    ...(body.data ? { data: body.data } : {}),
  })
}
