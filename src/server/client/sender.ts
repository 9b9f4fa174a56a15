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
    const answer = await transport(address, init).catch((error: unknown) => {
      if (signal?.aborted) throw error
      const why = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
      throw new SentProblem('server/unavailable', { detail: `The server does not answer${why}.` }, 0, null)
    })
    if (!answer.ok) throw await problemIn(answer, address)
    return answer
  }
}

/** The routes of a table of the contract, below a path, each asked and answered with its own types. */
export function routesBelow<R extends Routes | OrganisationRoutes>(send: Send, base: string) {
  const json =
    <M extends Method>(method: M) =>
    async <P extends PathOf<R, M>>(path: P, ...[asked]: Asked<R, M, P>): Promise<AnswerAt<R, M, P>> => {
      // Paths of the tables are text, and what is asked fits what the sender takes: its type says less, never more.
      const answer = await send(method, `${base}${path as string}`, asked as AnyAsked | undefined)
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
