import { type Field, fieldLabel, firstPart, type Register, term } from '../model/index.ts'
import { say } from '../model/say.ts'
import type { ReportVoice } from '../reports/voice.ts'
import type { ProposedChange } from '../server/contract/told.ts'

const width = 110

/**
 * A proposal for a person: which record, what it would hold, and in a line of its own why. The voice is that of the
 * language the proposals were asked for in.
 */
export function proposalLines(
  change: ProposedChange,
  register: Register,
  refOf: (id: string) => string | undefined,
  voice: ReportVoice,
): string[] {
  const about = 'id' in change ? (refOf(change.id) ?? '') : voice.say(say`new`)
  const { title, ...values } = change.values
  const what = typeof title === 'string' ? title : valuesShown(register, values, refOf, voice)
  return [`${about.padEnd(9)} ${shortened(what)}`, `${' '.repeat(9)} ${shortened(String(change.reason))}`]
}

/** Short values by their labels, those that say the same together: "Our roles: User. No: Processes personal data". */
function valuesShown(
  register: Register,
  values: Readonly<Record<string, unknown>>,
  refOf: (id: string) => string | undefined,
  voice: ReportVoice,
) {
  const answers = { true: [] as string[], false: [] as string[] }
  const parts: string[] = []
  for (const [name, value] of Object.entries(values)) {
    const field: Field | undefined = register.fields[name]
    const link = register.links[name]
    const label = voice.say(term(fieldLabel(name, field)))
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) continue
    if (link)
      parts.push(
        [value]
          .flat()
          .map((id) => refOf(String(id)) ?? '?')
          .join(', '),
      )
    else if (typeof value === 'boolean') answers[`${value}`].push(label)
    // What fills a page is read in the record.
    else if (field && field.type.kind !== 'longText')
      parts.push(`${label}: ${voice.say(field.type.said?.(value, field) ?? field.type.format(value, field))}`)
  }
  if (answers.true.length > 0) parts.push(`${voice.say(say`Yes`)}: ${answers.true.join(', ')}`)
  if (answers.false.length > 0) parts.push(`${voice.say(say`No`)}: ${answers.false.join(', ')}`)
  return parts.join('. ')
}

const shortened = (text: string): string => (text.length > width ? `${firstPart(text, width - 1)}…` : text)

/** Ids of the records that a proposal is about or links to. */
export const idsIn = (change: ProposedChange, register: Register): string[] => [
  ...('id' in change ? [change.id] : []),
  ...Object.keys(register.links).flatMap((name) => [change.values[name] ?? []].flat().map(String)),
]
