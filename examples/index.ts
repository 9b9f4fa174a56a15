import { people } from './aldermoor/people.ts'
import { exampleId } from './ids.ts'

export { people } from './aldermoor/people.ts'
export { exampleDay } from './calendar.ts'
export { exampleId } from './ids.ts'
export { exampleStart, type StoryClock, tellExample } from './tell.ts'

export const exampleName = 'Aldermoor Finance'

/** Ids of the people of the example, by the name the story tells them with. */
export const examplePeople = Object.fromEntries(Object.keys(people).map((key) => [key, exampleId(key)])) as Readonly<
  Record<keyof typeof people, string>
>

/** Who a visitor is in the example: its AIMS lead, with every right needed to try things. */
export const visitor = {
  person: exampleId('hanne'),
  roles: ['administrator', 'aimsLead', 'topManagement', 'riskOwner', 'systemOwner', 'internalAuditor'],
} as const
