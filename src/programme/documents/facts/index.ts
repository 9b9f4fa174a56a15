import type { Fact } from './fact.ts'
import { organisationFacts } from './organisationFacts.ts'
import { peopleFacts } from './peopleFacts.ts'
import { riskFacts } from './riskFacts.ts'
import { systemTables } from './systemTables.ts'

/** What outlines may ask of the records, by the name they ask with. */
export const facts: Readonly<Record<string, Fact>> = {
  ...organisationFacts,
  ...peopleFacts,
  ...riskFacts,
  ...systemTables,
}
