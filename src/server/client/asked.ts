import type { Sent } from '../../model/index.ts'
import type { FileAnswer, OrganisationRoutes, Routes } from '../contract.ts'

/** The routes of the contract, told by method and path; `R` is those of an organisation or all others. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Table = Routes | OrganisationRoutes

type Named<R extends Table, M extends Method> = { [K in keyof R]: K extends `${M} ${infer P}` ? P : never }[keyof R]
type RouteAt<R extends Table, M extends Method, P> = `${M} ${P & string}` extends infer K extends keyof R ? R[K] : never

/** Paths with a method whose answer is JSON. */
export type PathOf<R extends Table, M extends Method> = {
  [P in Named<R, M>]: RouteAt<R, M, P> extends { answer: FileAnswer } ? never : P
}[Named<R, M>]

/** Paths with a method whose answer is a file. */
export type FilePathOf<R extends Table, M extends Method> = Exclude<Named<R, M>, PathOf<R, M>>

export type AnswerAt<R extends Table, M extends Method, P> =
  RouteAt<R, M, P> extends { answer: infer A } ? Sent<A> : never

type PartsOf<P> = P extends `${string}{${infer N}}${infer Rest}` ? N | PartsOf<Rest> : never
type Scalar = string | number | boolean | null | undefined
/** Parameters of an address; a list becomes the same name several times, empty ones are left out. */
export type Query = Readonly<Record<string, Scalar | readonly string[]>>

/** Required properties stay required, the others may be left empty too. */
type Loose<Q> = { readonly [K in keyof Q]: undefined extends Q[K] ? Q[K] | null : Q[K] }
type QueryAt<R extends Table, M extends Method, P> = (RouteAt<R, M, P> extends { query: infer Q } ? Loose<Q> : object) &
  (R extends OrganisationRoutes ? (M extends 'GET' ? { readonly asOf?: string | null | undefined } : object) : object)

type WithParts<P> = [PartsOf<P>] extends [never]
  ? object
  : { readonly at: Readonly<Record<PartsOf<P>, string | number>> }
type WithQuery<Q> = object extends Q ? { readonly query?: Q | undefined } : { readonly query: Q }
type WithBody<T> = T extends { body: infer B }
  ? object extends B
    ? { readonly body?: B }
    : { readonly body: B }
  : object

export interface SendOptions {
  readonly signal?: AbortSignal | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** A repeated key returns the first answer and changes nothing. */
  readonly idempotencyKey?: string | undefined
}

/** What goes with a route: the parts of its path, its query, its body. */
export type AskedAt<R extends Table, M extends Method, P> = WithParts<P> &
  WithQuery<QueryAt<R, M, P>> &
  WithBody<RouteAt<R, M, P>> &
  SendOptions

/** The same as last argument, which may be left out where nothing has to be given. */
export type Asked<R extends Table, M extends Method, P> =
  object extends AskedAt<R, M, P> ? [asked?: AskedAt<R, M, P>] : [asked: AskedAt<R, M, P>]

/** Any of them, as the sender takes it once the types have been checked. */
export interface AnyAsked extends SendOptions {
  readonly at?: Readonly<Record<string, string | number>>
  readonly query?: Query | undefined
  readonly body?: unknown
}

const prefix = '/api/v1/'

/** The address of a route, its parts filled in and its query behind it. */
export function addressOf(path: string, { at = {}, query = {} }: Pick<AnyAsked, 'at' | 'query'> = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === 'object' && value !== null ? value : [value])
      if (one !== null && one !== undefined && one !== '') params.append(name, String(one))
  }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(at[name] ?? '')))
  const text = params.toString()
  return `${filled.startsWith('/') ? '' : prefix}${filled}${text === '' ? '' : `?${text}`}`
}
