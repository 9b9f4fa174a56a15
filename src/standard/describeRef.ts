import type { RefKind } from './refEntry.ts'
import { buildRefIndex, findRef, type RefDescription } from './refIndex.ts'
import { standardData } from './standardData.ts'
import { type Framework, frameworkNames, frameworks, type StandardRef } from './standardRef.ts'

const index = buildRefIndex(standardData)

/**
 * Makes a reference, or throws saying what is wrong. Invented ids are common in public lists, so none passes unchecked.
 *
 * `standardRef('iso42001', 'A.5.2')` gives `iso42001:A.5.2`.
 */
export function standardRef(framework: Framework, id: string): StandardRef {
  const found = findRef(index, `${framework}:${id}`)
  if (found) return found.ref
  const elsewhere = frameworks.filter((other) => index.has(`${other}:${id}`))
  const advice = elsewhere.length > 0 ? `Did you mean ${elsewhere.map((name) => `"${name}:${id}"`).join(' or ')}?` : ''
  throw new RangeError(`${frameworkNames[framework]} has no "${id}" in our data. ${advice}`.trim())
}

/** The reference a text stands for, or undefined when its framework or id is unknown. */
export function parseStandardRef(text: string): StandardRef | undefined {
  return findRef(index, text)?.ref
}

/** What a reference means, or undefined when it is unknown. */
export function describeRef(ref: string): RefDescription | undefined {
  return findRef(index, ref)
}

/** All references of a framework in the order of the source, or only those of the given kinds. */
export function listRefs(framework: Framework, ...kinds: readonly RefKind[]): readonly StandardRef[] {
  return [...index.values()]
    .filter((entry) => entry.framework === framework && (kinds.length === 0 || kinds.includes(entry.kind)))
    .map((entry) => entry.ref)
}
