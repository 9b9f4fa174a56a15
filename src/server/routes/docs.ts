import type { Register } from '../../model/index.ts'
import { operationDocs } from '../backups/routes.docs.ts'
import { importDocs } from '../imports/routes.docs.ts'
import type { RouteDoc } from '../openapi/routeDoc.ts'
import { singleSignOnDocs } from '../singleSignOn/routes.docs.ts'
import { accessDocs } from './access.docs.ts'
import { accountLanguageDocs } from './accountLanguage.docs.ts'
import { caseDocs } from './cases.docs.ts'
import { erasureDocs } from './erasure.docs.ts'
import { exploreDocs } from './explore.docs.ts'
import { logDocs } from './log.docs.ts'
import { memberDocs } from './members.docs.ts'
import { programmeDocs } from './programme.docs.ts'
import { recordDocs } from './records.docs.ts'
import { reportDocs } from './reports.docs.ts'
import { sessionDocs } from './session.docs.ts'
import { signInDocs } from './signIn.docs.ts'
import { trainingDocs } from './training.docs.ts'

/**
 * Every route that is not derived from a register, as the API reference tells it. A route file says it in the `.docs.ts`
 * beside it; a test fails when a route is missing here or stands here and is not there.
 */
export const routeDocs = (registers: readonly Register[]): readonly RouteDoc[] => [
  ...accessDocs,
  ...accountLanguageDocs,
  ...caseDocs,
  ...sessionDocs,
  ...operationDocs,
  ...signInDocs,
  ...memberDocs,
  ...singleSignOnDocs,
  ...exploreDocs,
  ...recordDocs(registers),
  ...programmeDocs,
  ...trainingDocs,
  ...importDocs,
  ...reportDocs,
  ...logDocs,
  ...erasureDocs,
]
