import { StartProblem } from '../../store/postgres/startProblem.ts'

/** So many requests at once, given back evenly over so many seconds. */
export interface Allowance {
  readonly requests: number
  readonly seconds: number
}

/** Work that costs far more than it takes to ask for it; each kind is counted on its own for each account. */
export type CostlyKind = 'search' | 'export' | 'report' | 'pack' | 'import' | 'upload' | 'check' | 'send'

export type Allowances = Readonly<Record<CostlyKind, Allowance>>

/** Wide enough that no person and no decent program meets them; narrow enough that one account cannot hold a server. */
export const usualAllowances: Allowances = {
  search: { requests: 600, seconds: 60 },
  export: { requests: 300, seconds: 300 },
  report: { requests: 120, seconds: 300 },
  pack: { requests: 20, seconds: 600 },
  import: { requests: 300, seconds: 300 },
  upload: { requests: 1000, seconds: 300 },
  check: { requests: 20, seconds: 600 },
  send: { requests: 30, seconds: 600 },
}

const base = '/api/v1/o/:organisation'

/** Which routes count, by method and address as the server declares them. A test holds the list to the routes there are. */
export const costlyRoutes: Readonly<Record<string, CostlyKind>> = {
  [`GET ${base}/search`]: 'search',
  [`GET ${base}/export/:file`]: 'export',
  [`GET ${base}/readiness/export/:file`]: 'export',
  [`GET ${base}/reports/:file`]: 'report',
  [`POST ${base}/audit-packs`]: 'pack',
  [`POST ${base}/example/reset`]: 'pack',
  [`POST ${base}/imports/read`]: 'import',
  [`POST ${base}/imports/preview`]: 'import',
  [`POST ${base}/imports/problems`]: 'import',
  [`POST ${base}/imports/run`]: 'import',
  [`POST ${base}/imports/:id/undo`]: 'import',
  [`POST ${base}/files`]: 'upload',
  [`POST ${base}/log/check`]: 'check',
  [`POST ${base}/log/people/places`]: 'check',
  [`POST ${base}/log/people/erasures`]: 'check',
  [`POST ${base}/log/deliveries/:id/send`]: 'send',
  [`POST ${base}/members/invitations`]: 'send',
  [`POST ${base}/members/invitations/:id/resend`]: 'send',
  [`POST ${base}/members/:id/reset-link`]: 'send',
  'POST /api/v1/installation/mail/test': 'send',
  'POST /api/v1/setup/example': 'pack',
}

/** Whether a route of the API document (`/o/{organisation}/search`) is counted. */
export const isCostly = (method: string, path: string): boolean =>
  Object.hasOwn(costlyRoutes, `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`)

/** Reads `OPENAIMS_LIMITS`, such as `search=2000/60,pack=50/600`: requests and the seconds they come back in. */
export function allowancesFrom(text: string | undefined): Allowances {
  const given: Record<string, Allowance> = {}
  for (const part of (text ?? '').split(',').filter((p) => p.trim() !== '')) {
    const [, kind = '', requests, seconds] = /^\s*(\w+)=(\d{1,9})\/(\d{1,6})\s*$/.exec(part) ?? []
    if (!Object.hasOwn(usualAllowances, kind) || Number(requests) < 1 || Number(seconds) < 1)
      throw new StartProblem(
        'wrong-limit',
        `OPENAIMS_LIMITS holds "${part.trim()}"; write kind=requests/seconds, such as search=600/60, with one of ${Object.keys(usualAllowances).join(', ')}.`,
      )
    given[kind] = { requests: Number(requests), seconds: Number(seconds) }
  }
  return { ...usualAllowances, ...given }
}
