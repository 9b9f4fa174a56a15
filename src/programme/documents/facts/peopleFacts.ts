import { aimsRole } from '../../../registers/aimsRole.ts'
import { appointment } from '../../../registers/appointment.ts'
import { communication } from '../../../registers/communication.ts'
import { course } from '../../../registers/course.ts'
import type { Snapshot } from '../../snapshot.ts'
import { bullets, inline, table, words } from '../markdown.ts'
import { all, type Fact, named } from './fact.ts'

const rolesOf = (snapshot: Snapshot) => all(snapshot, aimsRole).filter((role) => role.state !== 'retired')

/** Appointments that hold today or are on their way. */
const appointmentsTo = (snapshot: Snapshot, role: string) =>
  snapshot
    .pointing(appointment, 'role', role)
    .filter((a) => !['declined', 'ended'].includes(a.state) && (a.until === null || a.until >= snapshot.today))

const holders = (snapshot: Snapshot, role: string): string[] =>
  appointmentsTo(snapshot, role).map((a) => named(snapshot, a.person))

/**
 * Id of the person who answers for the management system: who holds the role with both duties the standard fixes, else
 * one of them; null when nobody does.
 */
export function leadOf(snapshot: Snapshot): string | null {
  const duties = (role: ReturnType<typeof rolesOf>[number]) => (role.fixedDuties ?? []).length
  const [leading] = rolesOf(snapshot)
    .filter((role) => duties(role) > 0 && role.isTopManagement !== true)
    .toSorted((a, b) => duties(b) - duties(a))
  return leading === undefined ? null : (appointmentsTo(snapshot, leading.id)[0]?.person ?? null)
}

const topHolders = (snapshot: Snapshot) =>
  rolesOf(snapshot)
    .filter((role) => role.isTopManagement === true)
    .flatMap((role) => holders(snapshot, role.id).map((name) => `${name} (${role.title})`))

/** Roles, competence and communication (clauses 5.3 and 7). */
export const peopleFacts = {
  aimsLead: (snapshot) => snapshot.byId(leadOf(snapshot) ?? '')?.title ?? null,
  topManagement: (snapshot) => inline(rolesOf(snapshot).flatMap((r) => (r.isTopManagement === true ? [r.title] : []))),
  topManagementHolders: (snapshot) => inline([...new Set(topHolders(snapshot))]),
  roles: (snapshot) =>
    table(
      ['role', 'purpose', 'held by'],
      rolesOf(snapshot).map((role) => [role.title, role.purpose, holders(snapshot, role.id).join(', ')]),
    ),
  roleSheets: (snapshot) =>
    table(
      ['role', 'purpose', 'authority', 'needed competence'],
      rolesOf(snapshot).map((role) => [role.title, role.purpose, role.authority, role.requiredCompetence]),
    ),
  holders: (snapshot) =>
    table(
      ['role', 'held by', 'stands in', 'from'],
      rolesOf(snapshot).flatMap((role) =>
        appointmentsTo(snapshot, role.id).map((a) => [
          role.title,
          named(snapshot, a.person),
          named(snapshot, a.deputy),
          a.from,
        ]),
      ),
    ),
  raci: (snapshot) => {
    const parts = rolesOf(snapshot).flatMap((role) =>
      (role.activities ?? []).map((row) => ({ role: role.title, activity: row.activity, part: row.part })),
    )
    const who = (activity: string, part: string) =>
      parts
        .filter((p) => p.activity === activity && p.part === part)
        .map((p) => p.role)
        .join(', ')
    const columns = ['responsible', 'accountable', 'consulted', 'informed']
    return table(
      ['activity', ...columns],
      [...new Set(parts.map((p) => p.activity))].map((activity) => [activity, ...columns.map((c) => who(activity, c))]),
    )
  },
  reportingLine: (snapshot) =>
    bullets(
      rolesOf(snapshot).flatMap((role) => {
        const above = snapshot.get(aimsRole, role.reportsTo)
        return above === undefined ? [] : [`${role.title} reports to ${above.title}.`]
      }),
    ),
  roleNeeds: (snapshot) =>
    table(
      ['role', 'needed education, training and experience'],
      rolesOf(snapshot)
        .filter((role) => role.requiredCompetence !== null)
        .map((role) => [role.title, role.requiredCompetence]),
    ),
  courses: (snapshot) =>
    table(
      ['course', 'for', 'repeated'],
      all(snapshot, course)
        .filter((c) => c.state !== 'retired')
        .map((c) => [c.title, c.audience, c.repeatMonths === null ? 'once' : `every ${c.repeatMonths} months`]),
    ),
  communications: (snapshot) =>
    table(
      ['topic', 'inside or outside', 'when', 'with whom', 'how', 'who'],
      all(snapshot, communication)
        .filter((c) => c.state !== 'ended')
        .map((c) => [c.title, words(c.direction), c.timing, c.audience, c.channel, named(snapshot, c.owner)]),
    ),
} satisfies Record<string, Fact>
