import { type AnyRecord, humanise, type Register, Sentence, say, stateShown, term } from '../../model/index.ts'
import { type Block, badge, type Fact, type Report, type Rich, type Section } from '../document.ts'
import { moment } from '../figures.ts'
import { parseMarkdown } from '../markdown/parseMarkdown.ts'
import type { Names, ReportHead } from '../material.ts'
import { customText, labelOf, nothing, valueText } from './fieldText.ts'

/** What a record that carries personal data says where it is left out. */
export const withheld = say`(personal data, left out)`

export interface RecordOptions {
  /** Shows fields marked as personal data. */
  readonly personal?: boolean
}

/** One record as a section: its state, then its values in the groups the register gives them. */
export function recordSection(
  register: Register,
  record: AnyRecord,
  names: Names,
  options: RecordOptions = {},
): Section {
  const { label, tone } = stateShown(register, record.state)
  const show = (name: string): Rich =>
    register.fields[name]?.personal && !options.personal && record[name] !== null
      ? withheld
      : valueText(register, record, name, names)
  const groups = register.sections ?? [
    { title: '', fields: [...Object.keys(register.fields), ...Object.keys(register.links)] },
  ]
  const blocks = groups.flatMap(({ title, fields }): Block[] => {
    const items = fields
      .filter((name) => name !== 'title' && !register.fields[name]?.forRules)
      .map((name) => fact(register, record, name, show(name)))
      .filter(({ value }) => value !== nothing)
    if (items.length === 0) return []
    return [...(title === '' ? [] : [{ kind: 'heading' as const, text: term(title) }]), { kind: 'facts', items }]
  })
  const computed = Object.keys(register.computed).map((name) => ({ label: labelOf(register, name), value: show(name) }))
  const own = Object.entries(record.custom).map(([key, value]) => ({ label: humanise(key), value: customText(value) }))
  const extra = [...computed, ...own].filter(({ value }) => value !== nothing)
  const head = {
    kind: 'facts' as const,
    items: [
      {
        label: say`State`,
        value: [badge(tone, term(label)), ...(record.archived ? [' ', badge('retired', say`Archived`)] : [])],
      },
      {
        label: say`Recorded`,
        value: say`${moment(record.createdAt)}; last changed ${moment(record.updatedAt)}; version ${record.version}`,
      },
    ],
  }
  return {
    id: record.id,
    title: register.fields.title?.personal && !options.personal ? record.ref : `${record.ref} ${record.title}`,
    blocks: [head, ...blocks, ...(extra.length > 0 ? [{ kind: 'facts' as const, items: extra }] : [])],
  }
}

/** A long text is read as Markdown, as the screens show it. */
function fact(register: Register, record: AnyRecord, name: string, value: Rich): Fact {
  const label = labelOf(register, name)
  const text = record[name]
  if (register.fields[name]?.type.kind !== 'longText' || typeof text !== 'string' || value !== text)
    return { label, value }
  const blocks = parseMarkdown(text)
  return blocks === null ? { label, value } : { label, value, blocks }
}

/** A state within a sentence: small in English, as its label is in languages that have their own ways. */
export function stateWord(register: Register, state: string): Sentence {
  const { label } = stateShown(register, state)
  return new Sentence(label, [], label.toLowerCase())
}

/** One record as a report of its own. */
export function recordReport(
  register: Register,
  record: AnyRecord,
  names: Names,
  head: ReportHead,
  options: RecordOptions = {},
): Report {
  const section = recordSection(register, record, names, options)
  return {
    ...head,
    title: section.title,
    subtitle: say`${term(register.label.one)}, ${stateWord(register, record.state)}, version ${record.version}.`,
    sections: [{ ...section, title: term(register.label.one) }],
  }
}
