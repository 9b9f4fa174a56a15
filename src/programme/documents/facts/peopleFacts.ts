import { aimsRole } from '../../../registers/aimsRole.ts'
import { appointment } from '../../../registers/appointment.ts'
import { communication } from '../../../registers/communication.ts'
import { course } from '../../../registers/course.ts'
import type { Snapshot } from '../../snapshot.ts'
import { bullets, inline, table } from '../markdown.ts'
import { type Voice, words, written } from '../voice.ts'
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

const repeated = (months: number | null, { language }: Voice): string =>
  months === null
    ? { en: 'once', de: 'einmalig' }[language]
    : { en: `every ${months} months`, de: `alle ${months} Monate` }[language]

/** Roles, competence and communication (clauses 5.3 and 7). */
export const peopleFacts = {
  aimsLead: (snapshot) => snapshot.byId(leadOf(snapshot) ?? '')?.title ?? null,
  topManagement: (snapshot) => inline(rolesOf(snapshot).flatMap((r) => (r.isTopManagement === true ? [r.title] : []))),
  topManagementHolders: (snapshot) => inline([...new Set(topHolders(snapshot))]),
  roles: (snapshot, voice) =>
    table(
      { en: ['role', 'purpose', 'held by'], de: ['Rolle', 'Zweck', 'Besetzt mit'] }[voice.language],
      rolesOf(snapshot).map((role) => [role.title, role.purpose, holders(snapshot, role.id).join(', ')]),
    ),
  roleSheets: (snapshot, voice) =>
    table(
      {
        en: ['role', 'purpose', 'authority', 'needed competence'],
        de: ['Rolle', 'Zweck', 'Befugnisse', 'Nötige Kompetenz'],
      }[voice.language],
      rolesOf(snapshot).map((role) => [role.title, role.purpose, role.authority, role.requiredCompetence]),
    ),
  holders: (snapshot, voice) =>
    table(
      { en: ['role', 'held by', 'stands in', 'from'], de: ['Rolle', 'Besetzt mit', 'Vertretung', 'Seit'] }[
        voice.language
      ],
      rolesOf(snapshot).flatMap((role) =>
        appointmentsTo(snapshot, role.id).map((a) => [
          role.title,
          named(snapshot, a.person),
          named(snapshot, a.deputy),
          written(a.from, voice),
        ]),
      ),
    ),
  raci: (snapshot, voice) => {
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
      [{ en: 'activity', de: 'Tätigkeit' }[voice.language], ...columns.map((c) => words(c, voice))],
      [...new Set(parts.map((p) => p.activity))].map((activity) => [activity, ...columns.map((c) => who(activity, c))]),
    )
  },
  reportingLine: (snapshot, voice) =>
    bullets(
      rolesOf(snapshot).flatMap((role) => {
        const above = snapshot.get(aimsRole, role.reportsTo)
        const said = {
          en: `${role.title} reports to ${above?.title}.`,
          de: `${role.title} berichtet an ${above?.title}.`,
        }
        return above === undefined ? [] : [said[voice.language]]
      }),
    ),
  roleNeeds: (snapshot, voice) =>
    table(
      {
        en: ['role', 'needed education, training and experience'],
        de: ['Rolle', 'Nötige Ausbildung, Schulung und Erfahrung'],
      }[voice.language],
      rolesOf(snapshot)
        .filter((role) => role.requiredCompetence !== null)
        .map((role) => [role.title, role.requiredCompetence]),
    ),
  courses: (snapshot, voice) =>
    table(
      { en: ['course', 'for', 'repeated'], de: ['Kurs', 'Für', 'Wiederholung'] }[voice.language],
      all(snapshot, course)
        .filter((c) => c.state !== 'retired')
        .map((c) => [c.title, c.audience, repeated(c.repeatMonths, voice)]),
    ),
  communications: (snapshot, voice) =>
    table(
      {
        en: ['topic', 'inside or outside', 'when', 'with whom', 'how', 'who'],
        de: ['Thema', 'Intern oder extern', 'Wann', 'Mit wem', 'Wie', 'Durch wen'],
      }[voice.language],
      all(snapshot, communication)
        .filter((c) => c.state !== 'ended')
        .map((c) => [c.title, words(c.direction, voice), c.timing, c.audience, c.channel, named(snapshot, c.owner)]),
    ),
} satisfies Record<string, Fact>
