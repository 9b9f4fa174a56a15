import { t } from './i18n.ts'

export interface FieldProblem {
  readonly field: string
  readonly message: string
}

/** What the server said went wrong (`application/problem+json`), or that it could not be reached. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly next: string
  readonly fields: readonly FieldProblem[]
  readonly data: Readonly<Record<string, unknown>>
  readonly requestId: string | null

  constructor(status: number, body: Partial<ProblemBody>) {
    super(body.detail ?? body.title ?? t('The server answered with status {status}.', { status }))
    this.name = 'ApiProblem'
    this.status = status
    this.code = body.code ?? `http/${status}`
    this.title = body.title ?? t('Something went wrong')
    this.next = body.next ?? t('Try again; if it stays, tell whoever runs OpenAIMS for you.')
    this.fields = body.fields ?? []
    this.data = body.data ?? {}
    this.requestId = body.requestId ?? null
  }
}

interface ProblemBody {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly next: string
  readonly fields: readonly FieldProblem[]
  readonly data: Readonly<Record<string, unknown>>
  readonly requestId: string
}

type Scalar = string | number | boolean | null | undefined
/** Parameters of an address; a list becomes the same name several times, empty ones are left out. */
export type Query = Readonly<Record<string, Scalar | readonly string[]>>

export function addressOf(path: string, query: Query = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    const values = typeof value === 'object' && value !== null ? value : [value]
    for (const one of values) if (one !== null && one !== undefined && one !== '') params.append(name, String(one))
  }
  const text = params.toString()
  return `/api/v1/${path.replace(/^\//, '')}${text === '' ? '' : `?${text}`}`
}

export interface SendOptions {
  readonly query?: Query
  readonly body?: unknown
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

async function answerOf<T>(response: Response): Promise<T> {
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '')
  if (!response.ok) {
    const body: Partial<ProblemBody> = isJson ? await response.json() : {}
    throw new ApiProblem(response.status, body)
  }
  if (response.status === 204) return undefined as T
  // The contract types what each address answers; the server's tests hold it to that.
  return (isJson ? await response.json() : await response.text()) as T
}

/** Sends a request to the programming interface and gives the parsed answer, or throws an `ApiProblem`. */
export async function send<T>(method: string, path: string, options: SendOptions = {}): Promise<T> {
  const { query, body, signal, headers } = options
  const isBlob = body instanceof Blob
  const sent: RequestInit = {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined || isBlob ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isBlob ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }
  let response: Response
  try {
    response = await fetch(addressOf(path, query), sent)
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiProblem(0, {
      code: 'client/offline',
      title: t('OpenAIMS cannot be reached'),
      detail: t('The server did not answer. What you typed is kept in this browser.'),
      next: t('Check the connection and try again.'),
    })
  }
  return answerOf<T>(response)
}

/** Turns anything thrown into a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  return new ApiProblem(0, {
    code: 'client/unforeseen',
    title: t('This page met an error'),
    detail: error instanceof Error ? error.message : String(error),
    next: t('Reload the page; if it stays, report what you did.'),
  })
}
