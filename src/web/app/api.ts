import { catalogue, Problem, type FieldProblem as SaidOfField } from '../../model/problems.ts'
import type { Sent } from '../../model/say.ts'
import { SentProblem } from '../../server/client/sentProblem.ts'
import { makeClient } from '../../server/client.ts'
import { spoken, t } from './i18n.ts'

export { addressOf, type Query } from '../../server/client/asked.ts'

/** The programming interface, asked as the person whose cookie this browser holds. */
export const client = makeClient({
  transport: (address, init) => {
    const headers = new Headers(init.headers)
    // The language chosen here, which need not be that of the browser.
    headers.set('accept-language', spoken())
    return fetch(address, { ...init, headers, credentials: 'same-origin' })
  },
})

type FieldProblem = Sent<SaidOfField>

/** A problem in the words of the reader: what is wrong, and what to do. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly next: string
  readonly fields: readonly FieldProblem[]
  readonly data: Readonly<Record<string, unknown>>
  readonly requestId: string | null

  constructor(status: number, body: Partial<Said>) {
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

interface Said {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly next: string
  readonly fields: readonly FieldProblem[]
  readonly data: Readonly<Record<string, unknown>>
  readonly requestId: string | null
}

/** A page with this problem mends by being loaded anew, not by trying again. */
export const partMissingCode = 'client/part-missing'

const offline = () => ({
  code: 'client/offline',
  title: t('OpenAIMS cannot be reached'),
  detail: t('The server did not answer. What you typed is kept in this browser.'),
  next: t('Check the connection and try again.'),
})

/** How browsers say that a part of the client could not be fetched, and how Vite says it of a style sheet. */
const partMissing =
  /dynamically imported module|Importing a module script failed|Unable to preload CSS|error loading dynamically/i

/** Turns anything thrown into a problem that can be shown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error
  if (error instanceof SentProblem && error.status === 0) return new ApiProblem(0, offline())
  if (error instanceof Problem) {
    const { title, next } = error instanceof SentProblem ? error.sent : catalogue[error.code]
    return new ApiProblem(error.status, {
      code: error.code,
      title,
      next,
      detail: error.message,
      ...(error.details.fields
        ? { fields: error.details.fields.map(({ field, message }) => ({ field, message: String(message) })) }
        : {}),
      ...(error.details.data ? { data: error.details.data } : {}),
      requestId: error instanceof SentProblem ? error.requestId : null,
    })
  }
  if (error instanceof Error && partMissing.test(error.message))
    return new ApiProblem(0, {
      code: partMissingCode,
      title: t('This part of OpenAIMS did not load'),
      detail: t('OpenAIMS may have been updated meanwhile, or the connection was lost.'),
      next: t('Reload the page. What you typed in forms and did not save is kept.'),
    })
  return new ApiProblem(0, {
    code: 'client/unforeseen',
    title: t('This page met an error'),
    detail: error instanceof Error ? error.message : String(error),
    next: t('Reload the page; if it stays, report what you did.'),
  })
}
