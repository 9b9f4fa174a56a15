import type { z } from 'zod'
import { joined, type Said, type Sentence, say } from './say.ts'

/**
 * Has a check of a schema say its own sentence: `z.number(saying(say`Give a number.`))`. The sentence stays apart from its
 * values until the answer leaves, so that it is said in the reader's language.
 */
export const saying = (sentence: Sentence) => ({
  // zod hands a message on as it was given; its type says text, and a sentence reads as text wherever text is wanted.
  error: () => ({ message: sentence as unknown as string }),
})

/** What an issue says: the sentence of the check that raised it, or its text. */
export const saidOf = (issue: { readonly message: string }): Said => issue.message as Said

/** Given to `safeParse`: checks that say nothing of their own are told in plain words instead of the library's. */
export const inPlainWords = {
  error: (issue: z.core.$ZodRawIssue) => ({ message: plain(issue) as unknown as string }),
}

function plain(issue: z.core.$ZodRawIssue): Sentence {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return say`This is missing.`
      return kinds[issue.expected] ?? say`This has not the expected form.`
    case 'too_big':
      return sizes(issue.origin, Number(issue.maximum)).most
    case 'too_small':
      return sizes(issue.origin, Number(issue.minimum)).least
    case 'invalid_value':
      return say`Choose one of: ${joined(issue.values.map(String), ', ')}.`
    case 'unrecognized_keys':
      return say`Unknown: ${issue.keys.join(', ')}.`
    case 'invalid_format':
      return issue.format === 'uuid' ? say`Give an id (a UUID).` : say`This has not the expected form.`
    default:
      return say`This has not the expected form.`
  }
}

const kinds: Readonly<Record<string, Sentence>> = {
  string: say`Give text.`,
  number: say`Give a number.`,
  int: say`Give a whole number.`,
  boolean: say`Give true or false.`,
  array: say`Give a list.`,
  object: say`Give an object.`,
  record: say`Give an object.`,
}

function sizes(origin: string, size: number): { most: Sentence; least: Sentence } {
  if (origin === 'array')
    return {
      most: say`At most ${size} entries.`,
      least: size === 1 ? say`Give at least one.` : say`At least ${size} entries.`,
    }
  if (origin === 'string')
    return {
      most: say`At most ${size} characters.`,
      least: size === 1 ? say`Write something here.` : say`At least ${size} characters.`,
    }
  return { most: say`At most ${size}.`, least: say`At least ${size}.` }
}
