import type { FastifyInstance } from 'fastify'
import { didYouMean } from '../model/checkRegisters.ts'
import { problem, type Register } from '../model/index.ts'
import { say } from '../model/say.ts'
import { pathOf } from './describe.ts'
import { registerRoutes } from './openapi/registerRoutes.ts'
import type { RouteDoc } from './openapi/routeDoc.ts'
import { routeDocs } from './routes/docs.ts'

/**
 * Refuses query parameters that a route inside an organisation does not take. Passed over, a misspelled filter would
 * answer with everything, and nothing would say so.
 */
export function refuseUnknownQuery(app: FastifyInstance, registers: readonly Register[]): void {
  let known: ReadonlyMap<string, readonly string[]> | null = null
  app.addHook('preValidation', async (request) => {
    const given = Object.keys(request.query ?? {})
    const { url } = request.routeOptions
    if (given.length === 0 || !url?.startsWith('/api/v1/o/')) return
    known ??= new Map(documented(registers).map((route) => [shapeOf(route.method, route.path), namesOf(route)]))
    const method = request.method === 'HEAD' ? 'get' : request.method.toLowerCase()
    const names = known.get(shapeOf(method, url))
    const unknown = given.filter((name) => !names?.includes(name))
    if (names === undefined || unknown.length === 0) return
    throw problem('request/invalid', {
      fields: unknown.slice(0, 50).map((name) => ({
        field: name.slice(0, 100),
        message: say`This address takes no "${name.slice(0, 100)}".${didYouMean(name, names)}`,
      })),
    })
  })
}

/** What the API reference tells; all registers answer to the same routes, so one of them speaks for all. */
const documented = (registers: readonly Register[]): readonly RouteDoc[] => [
  ...routeDocs(registers),
  ...registers.slice(0, 1).flatMap((register) =>
    registerRoutes(register).map((route) => ({
      ...route,
      path: route.path
        .replace(`/records/${pathOf(register)}`, '/records/{register}')
        .replace(/\/moves\/[^/]+$/, '/moves/{move}'),
    })),
  ),
]

/** The same for an address of the reference (`{name}`) and of the server (`:name`, `*`). */
const shapeOf = (method: string, path: string): string => `${method} ${path.replace(/\{\w+\}|:\w+|\*/g, ':')}`

// Writes take "asOf" only to say that the past cannot be written to.
const namesOf = ({ query }: RouteDoc): readonly string[] => ['asOf', ...Object.keys(query ?? {})]
