import { takesKey } from '../contract/repeatable.ts'
import type { OrganisationRoutes, Routes } from '../contract.ts'
import {
  type AnswerAt,
  type AnyAsked,
  type Asked,
  addressOf,
  type FilePathOf,
  type Method,
  type PathOf,
} from './asked.ts'
import { newUuid } from './newUuid.ts'
import { problemIn, SentProblem } from './sentProblem.ts'
import type { Transport } from './transport.ts'

export interface SenderOptions {
  readonly transport: Transport
  /** Access token; without one only what is open to all can be asked, or what a browser's cookie allows. */
  readonly token?: string | undefined
  /** How the client shows in history; what the server makes of the sign-in when left out. */
  readonly kind?: 'cli'
}

export type Send = (method: Method, path: string, asked?: AnyAsked) => Promise<Response>

/** How long a server that was just replaced, or a connection that broke, gets before a write is sent once more. */
const repeatAfterMs = 500

/** No answer, or a proxy's word that it got none: nobody knows whether the write was done. */
const isUndecided = (answer: unknown): boolean =>
  !(answer instanceof Response) || answer.status === 502 || answer.status === 504

/** Sends requests and gives the answers of success; refusals are thrown as the problem the server sent. */
export function makeSender({ transport, token, kind }: SenderOptions): Send {
  const own = {
    accept: 'application/json, */*;q=0.5',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(kind === undefined ? {} : { 'x-openaims-client': kind }),
  }

  return async (method, path, asked = {}) => {
    const { headers = {}, body, signal, idempotencyKey } = asked
    const isBytes = body instanceof Uint8Array || body instanceof Blob
    const address = addressOf(path, asked)
    const init: RequestInit = {
      method,
      headers: {
        ...own,
        ...(body === undefined ? {} : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? new Blob([body as Blob]) : JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    }
    let answer = await transport(address, init).catch((error: unknown) => error)
    if (idempotencyKey !== undefined && isUndecided(answer) && !signal?.aborted) {
      // Under its key it counts once, whatever became of the first.
      await new Promise((done) => setTimeout(done, repeatAfterMs))
      answer = await transport(address, init).catch((error: unknown) => error)
    }
    if (!(answer instanceof Response)) {
      if (signal?.aborted) throw answer
      const why = answer instanceof Error && answer.cause instanceof Error ? ` (${answer.cause.message})` : ''
      throw new SentProblem('server/unavailable', { detail: `The server does not answer${why}.` }, 0, null)
    }
    if (!answer.ok) throw await problemIn(answer, address)
    return answer
  }
}

/** The routes of a table of the contract, below a path, each asked and answered with its own types. */
export function routesBelow<R extends Routes | OrganisationRoutes>(send: Send, base: string) {
  /** Every write that honours a key gets one. */
  const withKey = (method: Method, path: string, asked: AnyAsked | undefined): AnyAsked | undefined =>
    base !== '' && takesKey(method, path) ? { ...asked, idempotencyKey: asked?.idempotencyKey ?? newUuid() } : asked
  const json =
    <M extends Method>(method: M) =>
    async <P extends PathOf<R, M>>(path: P, ...[asked]: Asked<R, M, P>): Promise<AnswerAt<R, M, P>> => {
      // Paths of the tables are text, and what is asked fits what the sender takes: its type says less, never more.
      const keyed = withKey(method, path as string, asked as AnyAsked | undefined)
      const answer = await send(method, `${base}${path as string}`, keyed)
      // The contract says what each route answers; a test holds it to what the server's document says.
      return (answer.status === 204 ? undefined : await answer.json()) as AnswerAt<R, M, P>
    }
  const file =
    <M extends Method>(method: M) =>
    <P extends FilePathOf<R, M>>(path: P, ...[asked]: Asked<R, M, P>): Promise<Response> =>
      send(method, `${base}${path as string}`, asked as AnyAsked | undefined)

  return {
    get: json('GET'),
    post: json('POST'),
    put: json('PUT'),
    patch: json('PATCH'),
    remove: json('DELETE'),
    /** A read whose answer is a file, as it comes. */
    file: file('GET'),
    /** The same for what has to be told in a body. */
    postForFile: file('POST'),
  }
}

export type OrganisationClient = ReturnType<typeof routesBelow<OrganisationRoutes>>
