import type { ServerContext } from '../context.ts'
import { importRoutes } from '../imports/routes.ts'
import { jobRoutes } from '../jobs/routes.ts'
import { provisioningRoutes } from '../singleSignOn/provisioningRoutes.ts'
import { scimRoutes } from '../singleSignOn/scimRoutes.ts'
import { singleSignOnSettingsRoutes } from '../singleSignOn/settingsRoutes.ts'
import { singleSignOnRoutes } from '../singleSignOn/signInRoutes.ts'
import { providerSignOutRoutes } from '../singleSignOn/signOutRoutes.ts'
import { accessRoutes } from './access.ts'
import { accountLanguageRoutes } from './accountLanguage.ts'
import { caseRoutes } from './cases.ts'
import { erasureRoutes } from './erasure.ts'
import { logRoutes } from './log.ts'
import { logKeepingRoutes } from './logKeeping.ts'
import { openApiRoutes } from './openapi.ts'
import { packRoutes } from './packs.ts'
import { programmeRoutes } from './programme.ts'
import { reportRoutes } from './reports.ts'
import { secondFactorRoutes } from './secondFactor.ts'
import { trainingRoutes } from './training.ts'

/** Routes beyond the registers: what is worked out from many records, imports, packs. */
export const routeFiles: readonly ((context: ServerContext) => void)[] = [
  accessRoutes,
  accountLanguageRoutes,
  caseRoutes,
  erasureRoutes,
  importRoutes,
  jobRoutes,
  logRoutes,
  logKeepingRoutes,
  openApiRoutes,
  packRoutes,
  programmeRoutes,
  provisioningRoutes,
  reportRoutes,
  scimRoutes,
  secondFactorRoutes,
  singleSignOnRoutes,
  providerSignOutRoutes,
  singleSignOnSettingsRoutes,
  trainingRoutes,
]
