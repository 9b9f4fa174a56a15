import { humanise, type Severity, type Tone } from '../model/index.ts'

/**
 * What a report is before it becomes a page, a PDF, a Word file or a sheet: plain values, text already worded, in
 * reading order. Renderers decide how it looks; they add and leave out nothing.
 */
export interface Report {
  readonly title: string
  /** One sentence that says what this is and where it stands. */
  readonly subtitle: string
  readonly organisation: string
  /** Day `yyyy-mm-dd` or instant the contents are true for. */
  readonly asOf: string
  /** Where the contents come from: program, version, state of the log. */
  readonly generatedFrom: string
  readonly sections: readonly Section[]
}

export interface Section {
  /** Name of the place, for links from elsewhere; a record's id where the section is about a record. */
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
  readonly sections?: readonly Section[]
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: Rich }
  | { readonly kind: 'facts'; readonly items: readonly Fact[] }
  | Table
  | { readonly kind: 'list'; readonly ordered?: boolean; readonly items: readonly Rich[] }
  | { readonly kind: 'callout'; readonly tone: ShownTone; readonly title: string; readonly text: Rich }

/** A label and what stands beside it: a value, or what a person wrote in several blocks. */
export interface Fact {
  readonly label: string
  readonly value: Rich
  /** Shown in place of the value. */
  readonly blocks?: readonly TextBlock[]
}

/** Blocks a long text is made of. */
export type TextBlock = Extract<Block, { kind: 'heading' | 'paragraph' | 'list' }>

export interface Table {
  readonly kind: 'table'
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Rich[])[]
  /** Said in place of rows when there are none. */
  readonly empty?: string
}

export interface Column {
  readonly label: string
  /** Share of the width relative to the other columns; 1 when left out. */
  readonly width?: number
  readonly kind?: 'text' | 'number' | 'date' | 'badge' | 'ref'
}

/** Text, or text with links and badges in it. Line ends stay line ends. */
export type Rich = string | readonly Inline[]
export type Inline = string | Link | Badge | Styled

/** Points to a section by its id. A renderer that holds no such place writes the text alone. */
export interface Link {
  readonly kind: 'link'
  readonly to: string
  readonly text: string
}

/** Words with emphasis, or an address outside that is safe to follow. */
export interface Styled {
  readonly kind: 'styled'
  readonly text: string
  readonly strong?: boolean
  readonly emphasis?: boolean
  readonly deleted?: boolean
  readonly code?: boolean
  readonly href?: string
}

/** A state in the one vocabulary: shown by colour, sign and word together, never by colour alone. */
export interface Badge {
  readonly kind: 'badge'
  readonly tone: ShownTone
  readonly text: string
}

export type ShownTone = Tone | 'notAssessed'

export const link = (to: string, text: string): Link => ({ kind: 'link', to, text })
export const badge = (tone: ShownTone, text: string = humanise(tone)): Badge => ({ kind: 'badge', tone, text })

const severityBadges = {
  major: badge('major', 'Major nonconformity'),
  minor: badge('minor', 'Minor nonconformity'),
  ofi: badge('opportunity', 'Opportunity for improvement'),
} satisfies Record<Severity, Badge>

export const severityBadge = (severity: Severity): Badge => severityBadges[severity]

/** Puts a separator between inlines: `A, B, C`. */
export function joined(items: readonly Inline[], separator = ', '): Inline[] {
  return items.flatMap((item, at) => (at === 0 ? [item] : [separator, item]))
}

export const inlines = (rich: Rich): readonly Inline[] => (typeof rich === 'string' ? [rich] : rich)

/** The words alone, for sheets and places without links. */
export function plainText(rich: Rich): string {
  return inlines(rich)
    .map((part) => (typeof part === 'string' ? part : part.text))
    .join('')
}

/** Every section in reading order with its depth, 0 for the outermost. */
export function* walkSections(sections: readonly Section[], depth = 0): Generator<{ section: Section; depth: number }> {
  for (const section of sections) {
    yield { section, depth }
    yield* walkSections(section.sections ?? [], depth + 1)
  }
}
