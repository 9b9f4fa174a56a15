import { firstPart } from '../../model/firstPart.ts'
import { type Actor, type AnyRecord, isGranted, type Register } from '../../model/index.ts'
import type { Change, Store } from '../../store/index.ts'
import { allOf, foldKey } from '../../store/read/lookUp.ts'
import type { ImportPlan } from './plan.ts'
import { lineId } from './plan.ts'

const titleMax = 120
const keyMax = 40

export interface OwnColumns {
  /** Key of the own field that keeps a column's text. */
  readonly keyOf: ReadonlyMap<string, string>
  /** Own fields that have to be made first. */
  readonly before: ImportPlan['before']
  /** Columns that would need an own field the actor may not make. */
  readonly missing: readonly string[]
}

/** Finds or plans an own field (several paragraphs of text) for each column that no field of the register takes. */
export async function ownColumns(
  store: Store,
  org: string,
  actor: Actor,
  register: Register,
  columns: readonly string[],
  run: string,
): Promise<OwnColumns> {
  const definition = store.registry.get('customField')
  if (!definition || columns.length === 0) return { keyOf: new Map(), before: [], missing: columns }
  const there = (await allOf(store.pool, org, definition)).filter((r) => r.registerName === register.name)
  const keyOf = new Map<string, string>()
  const taken = new Set(there.map((r) => String(r.key)))
  const before: { register: string; title: string; changes: Change[] }[] = []
  const missing: string[] = []
  const mayMake = isGranted(definition.can.create, actor, null)
  for (const column of columns) {
    const known = there.find((r) => r.state === 'active' && isFor(r, column))
    if (known) {
      keyOf.set(column, String(known.key))
      continue
    }
    if (!mayMake) {
      missing.push(column)
      continue
    }
    const key = freshKey(column, taken)
    taken.add(key)
    keyOf.set(column, key)
    const id = lineId(run, 0, before.length + 1)
    const title = column.length > titleMax ? `${firstPart(column, titleMax - 1)}…` : column
    before.push({
      register: 'customField',
      title,
      changes: [
        {
          do: 'create',
          register: 'customField',
          id,
          values: {
            title,
            registerName: register.name,
            key,
            kind: 'longText',
            help: firstPart(`Column of an import: ${column}`, 500),
          },
        },
        { do: 'move', register: 'customField', id, version: 1, move: 'activate' },
      ],
    })
  }
  return { keyOf, before, missing }
}

/** The own field holds any text and has the column's name, in full under help when it was too long for a label. */
function isFor(record: AnyRecord, column: string): boolean {
  if (record.kind !== 'longText' && record.kind !== 'text') return false
  const named = foldKey(column)
  return (
    foldKey(String(record.key)) === named ||
    foldKey(String(record.title)) === named ||
    record.help === firstPart(`Column of an import: ${column}`, 500)
  )
}

/** `Cost centre (old)` becomes `costCentreOld`; a number is added while the key is taken. */
function freshKey(column: string, taken: ReadonlySet<string>): string {
  const words = column
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((w) => w !== '')
  const joined = words
    .map((w, i) => (i === 0 ? w.toLowerCase() : w.charAt(0).toUpperCase() + w.slice(1).toLowerCase()))
    .join('')
  const base = (/^[a-z]/.test(joined) ? joined : `column${joined}`).slice(0, keyMax - 3)
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}${n}`
    if (!taken.has(key)) return key
  }
}
