import type { DateOptions } from './dates.ts'
import { unguardText } from './formulaGuard.ts'

/** Small steps from the text of a cell to the text a field reads, in the order given. */
export type Transform =
  | { do: 'trim' }
  /** Replaces whole texts; case and outer white space do not matter. What the map lacks stays as it is. */
  | { do: 'valueMap'; map: Record<string, string> }
  | { do: 'split'; separator: string }
  | { do: 'dateOrder'; order: 'mdy' | 'dmy' }
  /** The same text for every row, whatever the cell holds. */
  | { do: 'constant'; value: string }
  | { do: 'prefix'; text: string }
  /** Takes back the apostrophe that CSV exports put before formula-like text. */
  | { do: 'unguard' }

export function applyTransforms(given: string, transforms: readonly Transform[]): string | string[] {
  let current: string | string[] = given
  for (const transform of transforms) {
    current = transform.do === 'split' ? split(current, transform.separator) : each(current, stepOf(transform))
  }
  return current
}

export function dateOptionsOf(transforms: readonly Transform[]): DateOptions {
  const order = transforms.find((transform) => transform.do === 'dateOrder')
  return order ? { order: order.order } : {}
}

function stepOf(transform: Exclude<Transform, { do: 'split' }>): (text: string) => string {
  switch (transform.do) {
    case 'trim':
      return (text) => text.trim()
    case 'valueMap':
      return (text) => lookUp(transform.map, text)
    case 'constant':
      return () => transform.value
    case 'prefix':
      return (text) => (text.trim() === '' ? text : transform.text + text)
    case 'unguard':
      return unguardText
    case 'dateOrder':
      return (text) => text
  }
}

function split(current: string | string[], separator: string): string[] {
  const texts = Array.isArray(current) ? current : [current]
  return texts
    .flatMap((text) => text.split(separator))
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

function each(current: string | string[], step: (text: string) => string): string | string[] {
  return Array.isArray(current) ? current.map(step).filter((text) => text !== '') : step(current)
}

const foldedMaps = new WeakMap<Record<string, string>, Map<string, string>>()

function lookUp(map: Record<string, string>, text: string): string {
  let folded = foldedMaps.get(map)
  if (!folded) {
    folded = new Map(Object.entries(map).map(([from, to]) => [fold(from), to]))
    foldedMaps.set(map, folded)
  }
  return folded.get(fold(text)) ?? text
}

const fold = (text: string) => text.replace(/\s+/g, ' ').trim().toLowerCase()
