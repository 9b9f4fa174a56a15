import type { OrganisationRoutes } from './routes.ts'

/**
 * Writes below an organisation that honour an `Idempotency-Key`: sent again under one key they have one effect and one
 * answer. Every other address refuses a key, so that whoever sends one (a client, a load balancer) may rely on it.
 */
const repeatable = [
  'POST records/{register}',
  'PATCH records/{register}/{id}',
  'POST records/{register}/{id}/moves/{move}',
  'POST records/{register}/{id}/archive',
  'POST records/{register}/{id}/unarchive',
  'POST records/{register}/{id}/restore',
  'POST changes',
  // A file is kept by what it holds: sent twice it is there once.
  'POST files',
  'POST imports/run',
  'POST imports/{id}/undo',
  'POST audit-packs',
  'POST log/check',
  'POST log/people/erasures',
] as const satisfies readonly (keyof OrganisationRoutes)[]

const known: ReadonlySet<string> = new Set(repeatable.map((route) => route.replace(/\{\w+\}/g, ':')))

/** Whether a write honours a key; `path` is below the organisation, its parts as `{name}` or `:name`. */
export const takesKey = (method: string, path: string): boolean =>
  known.has(`${method} ${path.replace(/\{\w+\}|:\w+/g, ':')}`)
