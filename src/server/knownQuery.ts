import type { FastifyInstance, FastifyRequest } from 'fastify'
import { didYouMean } from '../model/checkRegisters.ts'
import { problem, type Register } from '../model/index.ts'
import { say } from '../model/say.ts'
import { pathOf } from './describe.ts'
import { registerRoutes } from './openapi/registerRoutes.ts'
import type { RouteDoc } from './openapi/routeDoc.ts'
import { routeDocs } from './routes/docs.ts'

type RouteOptions = FastifyRequest['routeOptions']

/**
 * Refuses query parameters that a route inside an organisation does not take. Passed over, a misspelled filter would
 * answer with everything, and nothing would say so.
 */
export function refuseUnknownQuery(app: FastifyInstance, registers: readonly Register[]): void {
  let known: ReadonlyMap<string, readonly string[]> | null = null
  /** By what the router keeps of a route, so that reading a record costs one look; null where nothing is documented. */
  const takenBy = new WeakMap<object, readonly string[] | null>()
  const namesTakenBy = ({ config, method, url }: RouteOptions): readonly string[] | null => {
    const before = takenBy.get(config)
    if (before !== undefined) return before
    known ??= new Map(documented(registers).map((route) => [shapeOf(route.method, route.path), namesOf(route)]))
    const [first = ''] = [method].flat()
    const names = known.get(shapeOf(first === 'HEAD' ? 'get' : first.toLowerCase(), url ?? '')) ?? null
    takenBy.set(config, names)
    return names
  }
  app.addHook('preValidation', async (request) => {
    const given = Object.keys(request.query ?? {})
    const { url } = request.routeOptions
    if (given.length === 0 || !url?.startsWith('/api/v1/o/')) return
    const names = namesTakenBy(request.routeOptions)
    const unknown = given.filter((name) => !names?.includes(name))
    if (names === null || unknown.length === 0) return
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
