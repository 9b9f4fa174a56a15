import { euAiActEntries } from './euAiActEntries.ts'
import type { RefEntry, RefKind } from './refEntry.ts'
import type { StandardData } from './standardData.ts'
import { type Framework, joinRef, type StandardRef, splitRef } from './standardRef.ts'

export interface RefDescription extends RefEntry {
  readonly framework: Framework
  readonly ref: StandardRef
  /** Set when the id is a point of a provision that is described only as a whole, such as Art 17(1)(m). */
  readonly partOf?: StandardRef
}

export type RefIndex = ReadonlyMap<string, RefDescription>

/** Every id that may be referred to, each under its own framework, in the order of the source. */
export function buildRefIndex(data: StandardData): RefIndex {
  const index = new Map<string, RefDescription>()
  const add = (framework: Framework, entries: readonly RefEntry[]) => {
    for (const entry of entries) {
      const ref = joinRef(framework, entry.id)
      index.set(ref, { framework, ref, ...entry })
    }
  }
  add('iso42001', iso42001Entries(data))
  add('iso27001', iso27001Entries(data))
  add('nist-ai-rmf', nistEntries(data))
  add('eu-ai-act', euAiActEntries(data.euAiAct, data.euAiActProvisions))
  return index
}

/** Finds the description of a reference, or of the provision that a point of law belongs to. */
export function findRef(index: RefIndex, text: string): RefDescription | undefined {
  const held = index.get(text)
  if (held) return held
  const parts = splitRef(text)
  if (parts?.framework !== 'eu-ai-act' || !provisionSyntax.test(parts.id)) return undefined
  for (let id = parts.id; id.endsWith(')'); ) {
    id = id.slice(0, id.lastIndexOf('('))
    const whole = index.get(`eu-ai-act:${id}`)
    if (whole) return { ...whole, id: parts.id, ref: joinRef('eu-ai-act', parts.id), partOf: whole.ref }
  }
  return undefined
}

const provisionSyntax = /^(Art \d+[a-z]?|Annex [IVX]+)(\([0-9a-z]+\))*$/

function iso42001Entries({ clauses, annexA, annexC }: StandardData): RefEntry[] {
  const fromClauses = clauses.clauses.flatMap((clause): RefEntry[] => [
    { id: clause.id, title: clause.title, gist: clause.summary, kind: 'clause' },
    ...(clause.assessable ? clause.requires.map((item) => onlyText('requirement', item.id, item.text)) : []),
  ])
  const fromGroups = annexA.groups
    .flatMap((group) => [group, ...(group.subgroups ?? [])])
    .map(({ id, title, objective }): RefEntry => ({ id, title, gist: objective, kind: 'controlGroup' }))
  const fromControls = annexA.controls.map(
    ({ id, title, intent }): RefEntry => ({ id, title, gist: intent, kind: 'control' }),
  )
  const fromAnnexC = [
    ...annexC.objectives.map((row): RefEntry => ({ ...row, kind: 'objective' })),
    ...annexC.risk_sources.map((row): RefEntry => ({ ...row, kind: 'riskSource' })),
  ]
  return [...fromClauses, ...fromGroups, ...fromControls, ...fromAnnexC]
}

function iso27001Entries({ iso27001 }: StandardData): RefEntry[] {
  return [
    ...iso27001.iso27001_clauses.map(({ id, title }) => onlyText('clause', id, title)),
    ...iso27001.iso27001_control_themes.map(({ id, title }) => onlyText('controlGroup', id, title)),
    ...iso27001.iso27001_controls.map(({ id, title }) => onlyText('control', id, title)),
  ]
}

function nistEntries({ nistAiRmf }: StandardData): RefEntry[] {
  return nistAiRmf.functions.flatMap((fn) => [
    onlyText('function', fn.id, fn.gist),
    ...fn.categories.flatMap((category) => [
      onlyText('category', category.id, category.gist),
      ...category.subcategories.map((row) => onlyText('subcategory', row.id, row.gist)),
    ]),
  ])
}

function onlyText(kind: RefKind, id: string, text: string): RefEntry {
  return { id, title: text, gist: text, kind }
}
