import type { ServerContext } from '../context.ts'
import { importRoutes } from '../imports/routes.ts'
import { jobRoutes } from '../jobs/routes.ts'
import { openApiRoutes } from './openapi.ts'
import { packRoutes } from './packs.ts'
import { programmeRoutes } from './programme.ts'
import { reportRoutes } from './reports.ts'

/** Routes beyond the registers: what is worked out from many records, imports, packs. */
export const routeFiles: readonly ((context: ServerContext) => void)[] = [
  importRoutes,
  jobRoutes,
  openApiRoutes,
  packRoutes,
  programmeRoutes,
  reportRoutes,
]
