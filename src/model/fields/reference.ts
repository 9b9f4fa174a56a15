import { z } from 'zod'
import { saying } from '../issues.ts'
import { say } from '../say.ts'
import { type Field, type FieldOptions, type FieldType, makeField } from './field.ts'

const refPattern = /^[a-z0-9-]+:[A-Za-z0-9 .()_-]{1,40}$/
const pointWanted = say`Name a clause or control with its framework, for example iso42001:A.5.2.`

const refs: FieldType<string[]> = {
  kind: 'standardRefs',
  isList: true,
  index: 'none',
  filters: ['has', 'empty'],
  widget: 'standardRefs',
  schema: () => z.array(z.string().regex(refPattern, saying(pointWanted))).max(200),
  parse: (text) => {
    const value = text
      .split(/[;,\n]/)
      .map((t) => t.trim())
      .filter((t) => t !== '')
    const bad = value.find((v) => !refPattern.test(v))
    return bad === undefined ? { value } : { problem: say`"${bad}": ${pointWanted}` }
  },
  format: (value) => value.join('; '),
  words: (value) => value.map((v) => v.slice(v.indexOf(':') + 1)).join(' '),
}

/** Clauses, controls or other points of a standard, keyed by framework (42001 and 27001 share ids with other meanings). */
export const standardRefs = (options: FieldOptions & { frameworks?: readonly string[] } = {}): Field<string[], false> =>
  makeField(refs, { filterable: true, ...options })

export interface StoredFile {
  /** SHA-256 of the bytes, lower-case hex. */
  readonly hash: string
  readonly name: string
  readonly size: number
  readonly mediaType: string
}

const file = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/, saying(say`Not a file hash; upload the file first.`)),
  name: z.string().min(1).max(255),
  size: z.int().min(0),
  mediaType: z.string().max(200),
})

const fileList: FieldType<StoredFile[]> = {
  kind: 'files',
  isList: true,
  index: 'none',
  filters: ['empty'],
  widget: 'files',
  schema: () => z.array(file).max(200),
  parse: (text) => {
    try {
      const result = z.array(file).safeParse(JSON.parse(text))
      if (result.success) return { value: result.data }
    } catch {
      // falls through to the same sentence: the cell does not describe stored files
    }
    return { problem: say`Files cannot be given in a table; upload them to the record.` }
  },
  format: (value) => (value.length === 0 ? '' : JSON.stringify(value)),
  words: (value) => value.map((f) => f.name).join(' '),
}

/** Files kept by the hash of their content. */
export const files = (options: FieldOptions & { accept?: readonly string[] } = {}): Field<StoredFile[], false> =>
  makeField(fileList, options)
