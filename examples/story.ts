/** The language stories are written in: plain values, names instead of ids, and days of the story's own calendar. */

export type Values = Readonly<Record<string, unknown>>

export type Step =
  | { readonly do: 'create'; readonly register: string; readonly key: string; readonly values: Values; custom?: Values }
  | { readonly do: 'edit'; readonly key: string; readonly values: Values; readonly custom?: Values }
  | { readonly do: 'move'; readonly key: string; readonly move: string; readonly values?: Values }
  | { readonly do: 'archive'; readonly key: string }

/** What one person did on one day, with the reason that goes into history. */
export interface StoryEvent {
  readonly on: string
  readonly by: string
  readonly why?: string
  readonly steps: readonly Step[]
}

export type Chapter = readonly StoryEvent[]

export const on = (day: string, by: string, steps: readonly Step[], why?: string): StoryEvent => ({
  on: day,
  by,
  steps,
  ...(why ? { why } : {}),
})

/** A new record. Links hold the keys of other records, files the names of files of the story. */
export const create = (register: string, key: string, values: Values, custom?: Values): Step => ({
  do: 'create',
  register,
  key,
  values,
  ...(custom ? { custom } : {}),
})

export const edit = (key: string, values: Values, custom?: Values): Step => ({
  do: 'edit',
  key,
  values,
  ...(custom ? { custom } : {}),
})

export const move = (key: string, name: string, values?: Values): Step => ({
  do: 'move',
  key,
  move: name,
  ...(values ? { values } : {}),
})

export const archive = (key: string): Step => ({ do: 'archive', key })

/** A fact of the outside world that keeps its date whenever the story is told: a law applies from its day. */
export const fixed = (day: string): string => `fixed:${day}`

/** In place of the rows of a statement of applicability: what the records say at that moment, frozen as the product freezes it. */
export const asRecordsSay = Symbol('as the records say')

/** Rows of a table written as text: one line a row, columns between bars. */
export const table = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()))

/** Words of a table's cell; none when it is empty or a dash. */
export const words = (cell: string | undefined): string[] =>
  cell === undefined || cell === '' || cell === '-' ? [] : cell.split(' ').filter((word) => word !== '')
