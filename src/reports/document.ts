import { type Said, Sentence, type Severity, type Tone } from '../model/index.ts'
import { joined as inOne, say } from '../model/say.ts'

/**
 * What a report is before it becomes a page, a PDF, a Word file or a sheet: plain values in reading order. As models make
 * it, its texts are sentences of no language yet; `tellReport` turns them into text of one (`T` is `string`), and only
 * then it is drawn. Renderers decide how it looks; they add and leave out nothing.
 */
export interface Report<T extends Said = Said> {
  readonly title: T
  /** One sentence that says what this is and where it stands. */
  readonly subtitle: T
  readonly organisation: string
  /** Day `yyyy-mm-dd` or instant the contents are true for. */
  readonly asOf: string
  /** Where the contents come from: program, version, state of the log. */
  readonly generatedFrom: T
  readonly sections: readonly Section<T>[]
}

export interface Section<T extends Said = Said> {
  /** Name of the place, for links from elsewhere; a record's id where the section is about a record. */
  readonly id: string
  readonly title: T
  readonly blocks: readonly Block<T>[]
  readonly sections?: readonly Section<T>[]
}

export type Block<T extends Said = Said> =
  | { readonly kind: 'heading'; readonly text: T }
  | { readonly kind: 'paragraph'; readonly text: Rich<T> }
  | { readonly kind: 'facts'; readonly items: readonly Fact<T>[] }
  | Table<T>
  | { readonly kind: 'list'; readonly ordered?: boolean; readonly items: readonly Rich<T>[] }
  | { readonly kind: 'callout'; readonly tone: ShownTone; readonly title: T; readonly text: Rich<T> }

/** A label and what stands beside it: a value, or what a person wrote in several blocks. */
export interface Fact<T extends Said = Said> {
  readonly label: T
  readonly value: Rich<T>
  /** Shown in place of the value. */
  readonly blocks?: readonly TextBlock<T>[]
}

/** Blocks a long text is made of. */
export type TextBlock<T extends Said = Said> = Extract<Block<T>, { kind: 'heading' | 'paragraph' | 'list' }>

export interface Table<T extends Said = Said> {
  readonly kind: 'table'
  readonly caption: T
  readonly columns: readonly Column<T>[]
  readonly rows: readonly (readonly Rich<T>[])[]
  /** Said in place of rows when there are none. */
  readonly empty?: T
}

export interface Column<T extends Said = Said> {
  readonly label: T
  /** Share of the width relative to the other columns; 1 when left out. */
  readonly width?: number
  readonly kind?: 'text' | 'number' | 'date' | 'badge' | 'ref'
}

/** Text, or text with links and badges in it. Line ends stay line ends. */
export type Rich<T extends Said = Said> = T | readonly Inline<T>[]
export type Inline<T extends Said = Said> = T | Link<T> | Badge<T> | Styled<T>

/** Points to a section by its id. A renderer that holds no such place writes the text alone. */
export interface Link<T extends Said = Said> {
  readonly kind: 'link'
  readonly to: string
  readonly text: T
}

/** Words with emphasis, or an address outside that is safe to follow. */
export interface Styled<T extends Said = Said> {
  readonly kind: 'styled'
  readonly text: T
  readonly strong?: boolean
  readonly emphasis?: boolean
  readonly deleted?: boolean
  readonly code?: boolean
  readonly href?: string
}

/** A state in the one vocabulary: shown by colour, sign and word together, never by colour alone. */
export interface Badge<T extends Said = Said> {
  readonly kind: 'badge'
  readonly tone: ShownTone
  readonly text: T
}

export type ShownTone = Tone | 'notAssessed'

export const link = <T extends Said>(to: string, text: T): Link<T> => ({ kind: 'link', to, text })
export const badge = (tone: ShownTone, text: Said = toneWords[tone]): Badge => ({ kind: 'badge', tone, text })

const toneWords: Readonly<Record<ShownTone, Said>> = {
  missing: say`Missing`,
  draft: say`Draft`,
  inReview: say`In review`,
  inForce: say`In force`,
  due: say`Due`,
  overdue: say`Overdue`,
  retired: say`Retired`,
  conforms: say`Conforms`,
  opportunity: say`Opportunity`,
  minor: say`Minor`,
  major: say`Major`,
  notAssessed: say`Not assessed`,
}

/** The severities of findings with what they are called. */
export const severities: readonly { readonly value: Severity; readonly label: string }[] = [
  { value: 'major', label: 'Major nonconformity' },
  { value: 'minor', label: 'Minor nonconformity' },
  { value: 'ofi', label: 'Opportunity for improvement' },
]

const severityBadges = {
  major: badge('major', say`Major nonconformity`),
  minor: badge('minor', say`Minor nonconformity`),
  ofi: badge('opportunity', say`Opportunity for improvement`),
} satisfies Record<Severity, Badge>

export const severityBadge = (severity: Severity): Badge => severityBadges[severity]

/** Puts a separator between inlines: `A, B, C`. */
export function joined(items: readonly Inline[], separator = ', '): Inline[] {
  return items.flatMap((item, at) => (at === 0 ? [item] : [separator, item]))
}

/** Whether it is one text, without links and badges in it. */
const isText = <T extends Said>(rich: Rich<T>): rich is T => typeof rich === 'string' || rich instanceof Sentence

export const inlines = <T extends Said>(rich: Rich<T>): readonly Inline<T>[] =>
  isText<T>(rich) ? [rich] : (rich as readonly Inline<T>[])

export const isTextPart = <T extends Said>(part: Inline<T>): part is T =>
  typeof part === 'string' || part instanceof Sentence

/** The words alone, for sheets and places without links. */
export function plainText(rich: Rich): Said {
  const parts = inlines(rich).map((part) => (isTextPart(part) ? part : part.text))
  return parts.length === 1 ? (parts[0] as Said) : run(parts)
}

/** Texts behind one another, without anything between. */
const run = (parts: readonly Said[]): Said =>
  parts.every((part) => typeof part === 'string') ? parts.join('') : inOne(parts, '')

/** Every section in reading order with its depth, 0 for the outermost. */
export function* walkSections<T extends Said>(
  sections: readonly Section<T>[],
  depth = 0,
): Generator<{ section: Section<T>; depth: number }> {
  for (const section of sections) {
    yield { section, depth }
    yield* walkSections(section.sections ?? [], depth + 1)
  }
}
