import type { Trace, TraceNode } from '../../../programme/traceability.ts'

export interface Place {
  readonly id: string
  readonly x: number
  readonly y: number
}

export const nodeSize = { width: 216, height: 52 }
const gap = { column: 72, sub: 16, row: 12 }
/** Records above one another before a column is broken into two. */
const most = 14

/**
 * Puts the record in the middle, what it points to on the right and what points to it on the left; what lies further
 * away follows its neighbour's side. In a column records of one register stand together.
 */
export function layoutTrace({ nodes, edges }: Pick<Trace, 'nodes' | 'edges'>): readonly Place[] {
  const sides = sidesOf(nodes, edges)
  const columns = new Map<number, TraceNode[]>()
  for (const node of nodes) {
    const column = node.distance * (sides.get(node.id) ?? 1)
    const held = columns.get(column)
    if (held) held.push(node)
    else columns.set(column, [node])
  }
  const right = [...columns.keys()].filter((c) => c >= 0).toSorted((a, b) => a - b)
  const left = [...columns.keys()].filter((c) => c < 0).toSorted((a, b) => b - a)
  return [...placeSide(right, columns, 1), ...placeSide(left, columns, -1)]
}

/** 1 for the right, -1 for the left. */
function sidesOf(nodes: Trace['nodes'], edges: Trace['edges']): ReadonlyMap<string, number> {
  const distance = new Map(nodes.map((node) => [node.id, node.distance]))
  const sides = new Map<string, number>()
  for (const node of nodes.toSorted((a, b) => a.distance - b.distance)) {
    if (node.distance === 0) {
      sides.set(node.id, 1)
      continue
    }
    const nearer = edges.find(
      ({ from, to }) =>
        (from === node.id && distance.get(to) === node.distance - 1) ||
        (to === node.id && distance.get(from) === node.distance - 1),
    )
    const other = nearer?.from === node.id ? nearer.to : nearer?.from
    sides.set(node.id, node.distance === 1 ? (nearer?.from === node.id ? -1 : 1) : (sides.get(other ?? '') ?? 1))
  }
  return sides
}

function placeSide(
  order: readonly number[],
  columns: ReadonlyMap<number, readonly TraceNode[]>,
  side: 1 | -1,
): Place[] {
  const places: Place[] = []
  // The left begins beside the middle column, whose records stand at 0.
  let x = side === 1 ? 0 : -(nodeSize.width + gap.column)
  for (const column of order) {
    const held = (columns.get(column) ?? []).toSorted(byRegister)
    const parts = Math.ceil(held.length / most)
    const rows = Math.ceil(held.length / Math.max(1, parts))
    held.forEach((node, at) => {
      const part = Math.floor(at / rows)
      const inPart = Math.min(rows, held.length - part * rows)
      places.push({
        id: node.id,
        x: x + side * part * (nodeSize.width + gap.sub),
        y: ((at % rows) - (inPart - 1) / 2) * (nodeSize.height + gap.row),
      })
    })
    x += side * (Math.max(1, parts) * (nodeSize.width + gap.sub) - gap.sub + gap.column)
  }
  return places
}

const byRegister = (a: TraceNode, b: TraceNode): number =>
  a.register.localeCompare(b.register) || a.ref.localeCompare(b.ref, 'en', { numeric: true })
