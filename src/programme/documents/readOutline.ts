import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Text of a document to start from: sections in the order of its outline, with places the records fill. */
export interface Outline {
  /** Title of the document, where it is not the one of the list of outlines. */
  readonly title: string | null
  readonly sections: readonly { readonly heading: string; readonly text: string }[]
}

const read = new Map<string, Outline | null>()

/**
 * The text written for an outline such as `TPL-01`, in a language such as `en`, under its title in that language; null when there is none. Places read
 * `{{fact|what to decide when the records say nothing}}`, or `{{fact}}` where they always say something.
 */
export function readOutline(id: string, language: string): Outline | null {
  const key = `${language}/${id}`
  const known = read.get(key)
  if (known !== undefined) return known
  const file = join(import.meta.dirname, 'outlines', language, `${id}.md`)
  const outline = existsSync(file) ? parseOutline(readFileSync(file, 'utf8')) : null
  read.set(key, outline)
  return outline
}

function parseOutline(text: string): Outline {
  const [head = '', ...parts] = text.split(/^## /m)
  const sections = parts.map((part) => {
    const end = part.indexOf('\n')
    return { heading: part.slice(0, end).trim(), text: part.slice(end + 1).trim() }
  })
  return { title: /^# (.+)$/m.exec(head)?.[1] ?? null, sections }
}

/** Names of the facts an outline asks for. */
export const placesOf = (outline: Outline): readonly string[] =>
  outline.sections.flatMap(({ text }) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1] ?? ''))
