import { catalogue, type FieldProblem, Problem, type ProblemCode, type ProblemDetails } from '../../model/problems.ts'

/** A problem as a server sent it, with what it noted about the request. */
export class SentProblem extends Problem {
  /** As sent; 0 when no server answered. */
  readonly #status: number
  readonly requestId: string | null
  /** Title and what to do next, in the language that was asked for. */
  readonly sent: { readonly title: string; readonly next: string }

  constructor(
    code: ProblemCode,
    details: ProblemDetails,
    status: number,
    requestId: string | null,
    sent: SentProblem['sent'] = catalogue[code],
  ) {
    super(code, details)
    this.#status = status
    this.requestId = requestId
    this.sent = sent
  }

  override get status(): number {
    return this.#status
  }
}

interface Body {
  readonly code?: unknown
  readonly title?: unknown
  readonly next?: unknown
  readonly detail?: unknown
  readonly fields?: readonly FieldProblem[]
  readonly data?: Readonly<Record<string, unknown>>
  readonly requestId?: unknown
}

const isKnown = (code: unknown): code is ProblemCode => typeof code === 'string' && Object.hasOwn(catalogue, code)

/** The problem an answer holds (`application/problem+json`); what is none, such as a proxy's page, is told by its status. */
export async function problemIn(answer: Response, path: string): Promise<SentProblem> {
  const body: Body = await answer.json().then(
    (value: unknown) => (typeof value === 'object' && value !== null ? value : {}),
    () => ({}),
  )
  const requestId = typeof body.requestId === 'string' ? body.requestId : null
  if (!isKnown(body.code)) {
    const detail = `${path} answered with status ${answer.status} and no explanation.`
    return new SentProblem('server/unforeseen', { detail }, answer.status, requestId)
  }
  const details = {
    ...(typeof body.detail === 'string' ? { detail: body.detail } : {}),
    ...(body.fields ? { fields: body.fields } : {}),
    ...(body.data ? { data: body.data } : {}),
  }
  const known = catalogue[body.code]
  const sent = {
    title: typeof body.title === 'string' ? body.title : known.title,
    next: typeof body.next === 'string' ? body.next : known.next,
  }
  return new SentProblem(body.code, details, answer.status, requestId, sent)
}
