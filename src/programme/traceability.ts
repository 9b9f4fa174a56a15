import { type AnyRecord, fieldLabel, type Register } from '../model/index.ts'
import { registers } from '../registers/index.ts'
import { addTo } from './addTo.ts'
import { type Mention, mention } from './mention.ts'
import type { Snapshot } from './snapshot.ts'

export interface TraceNode extends Mention {
  readonly state: string
  /** Steps from the record in the middle; 0 is the record itself. */
  readonly distance: number
  /** Neighbours left out because a cap was reached. */
  readonly hidden: number
}

export interface TraceEdge {
  readonly from: string
  readonly to: string
  /** Name of the link on the record it starts from. */
  readonly link: string
  /** Words beside the arrow, read from `from` to `to`. */
  readonly label: string
}

export interface Trace {
  readonly nodes: readonly TraceNode[]
  readonly edges: readonly TraceEdge[]
  /** Some neighbours were left out by a cap. */
  readonly isCut: boolean
}

export interface TraceLimits {
  readonly depth?: number
  readonly maxNodes?: number
  /** Neighbours shown per record and link, so that one person with a thousand tasks does not fill the picture. */
  readonly maxPerLink?: number
  /** Registers left out: people tie everything to everything. */
  readonly without?: readonly string[]
}

interface Neighbour {
  readonly record: AnyRecord
  readonly edge: TraceEdge
}

const unhelpful = ['comment', 'savedView', 'importRun', 'reading', 'customField']

/** The records around a record, along links in both directions; null when the record is not in the snapshot. */
export function trace(snapshot: Snapshot, id: string, limits: TraceLimits = {}): Trace | null {
  const { depth = 2, maxNodes = 200, maxPerLink = 25, without = ['person', ...unhelpful] } = limits
  const start = snapshot.byId(id)
  if (start === undefined) return null
  const nodes = new Map<string, { record: AnyRecord; distance: number; hidden: number }>()
  const edges = new Map<string, TraceEdge>()
  nodes.set(id, { record: start, distance: 0, hidden: 0 })
  let rim: AnyRecord[] = [start]
  for (let distance = 1; distance <= depth && rim.length > 0; distance += 1) {
    const next: AnyRecord[] = []
    for (const record of rim) {
      for (const group of neighboursOf(snapshot, record, without)) {
        group.forEach(({ record: other, edge }, place) => {
          const isNew = !nodes.has(other.id)
          if (isNew && (place >= maxPerLink || nodes.size >= maxNodes)) {
            const here = nodes.get(record.id)
            if (here) here.hidden += 1
            return
          }
          if (isNew) {
            nodes.set(other.id, { record: other, distance, hidden: 0 })
            next.push(other)
          }
          edges.set(`${edge.from} ${edge.link} ${edge.to}`, edge)
        })
      }
    }
    rim = next
  }
  const found = [...nodes.values()]
  return {
    nodes: found.map(({ record, distance, hidden }) => ({ ...mention(record), state: record.state, distance, hidden })),
    edges: [...edges.values()],
    isCut: found.some(({ hidden }) => hidden > 0),
  }
}

// The picture is drawn for everybody who may see the record in its middle; who may know of these records is not known here.
const confidential = new Set(registers.filter((register) => register.confidential).map((register) => register.name))

const registersByName = new Map(registers.map((register) => [register.name, register]))

/** Links of other registers by the register they point to; `any` stands for links that may point anywhere. */
const incoming = new Map<string, { from: Register; name: string }[]>()
for (const from of registers)
  for (const [name, { to }] of Object.entries(from.links)) addTo(incoming, to, { from, name })

/** Neighbours by link, links of the record itself first. */
function neighboursOf(snapshot: Snapshot, record: AnyRecord, without: readonly string[]): Neighbour[][] {
  const own = Object.keys(registersByName.get(record.register)?.links ?? {}).map((name) =>
    snapshot
      .links(record, name)
      .filter((other) => !without.includes(other.register) && !confidential.has(other.register))
      .map((other): Neighbour => ({ record: other, edge: edgeOf(record, name, other) })),
  )
  const others = [...(incoming.get(record.register) ?? []), ...(incoming.get('any') ?? [])]
    .filter(({ from }) => !without.includes(from.name) && !confidential.has(from.name))
    .map(({ from, name }) =>
      snapshot
        .linkedTo(record.id, from.name, name)
        .map((other): Neighbour => ({ record: other, edge: edgeOf(other, name, record) })),
    )
  return [...own, ...others].filter((group) => group.length > 0)
}

function edgeOf(from: AnyRecord, link: string, to: AnyRecord): TraceEdge {
  const declared = registersByName.get(from.register)?.links[link]
  return { from: from.id, to: to.id, link, label: fieldLabel(link, declared) }
}
