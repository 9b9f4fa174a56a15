import { describe, expect, it } from 'vitest'
import type { TraceEdge, TraceNode } from '../../../programme/traceability.ts'
import { layoutTrace, nodeSize } from './layoutTrace.ts'

const node = (id: string, distance: number, register = 'risk'): TraceNode => ({
  id,
  register,
  ref: id,
  title: id,
  state: 'open',
  distance,
  hidden: 0,
})
const edge = (from: string, to: string): TraceEdge => ({ from, to, link: 'l', label: 'l' })
const at = (places: ReturnType<typeof layoutTrace>, id: string) => places.find((place) => place.id === id)

describe('the picture of a trace', () => {
  it('shows what a record points to on its right and what points to it on its left, and further records beyond', () => {
    const places = layoutTrace({
      nodes: [node('mid', 0), node('out', 1), node('in', 1), node('beyondOut', 2), node('beyondIn', 2)],
      edges: [edge('mid', 'out'), edge('in', 'mid'), edge('beyondOut', 'out'), edge('in', 'beyondIn')],
    })
    const xs = ['beyondIn', 'in', 'mid', 'out', 'beyondOut'].map((id) => at(places, id)?.x ?? Number.NaN)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
    expect(new Set(xs).size).toBe(5)
  })

  it('lets no two records cover each other, however many there are', () => {
    const many = Array.from({ length: 61 }, (_, i) => node(`R-${i}`, 1, i % 3 === 0 ? 'risk' : 'document'))
    const nodes = [node('mid', 0), ...many]
    const places = layoutTrace({
      nodes,
      edges: many.map((each, i) => (i % 2 ? edge('mid', each.id) : edge(each.id, 'mid'))),
    })
    expect(places).toHaveLength(nodes.length)
    for (const a of places)
      for (const b of places)
        if (a.id !== b.id)
          expect(Math.abs(a.x - b.x) >= nodeSize.width || Math.abs(a.y - b.y) >= nodeSize.height).toBe(true)
  })

  it('keeps records of one register together', () => {
    const places = layoutTrace({
      nodes: [node('mid', 0), node('B-1', 1, 'b'), node('A-2', 1, 'a'), node('B-2', 1, 'b'), node('A-10', 1, 'a')],
      edges: ['B-1', 'A-2', 'B-2', 'A-10'].map((id) => edge('mid', id)),
    })
    const column = places.filter((p) => p.x > 0).toSorted((a, b) => a.y - b.y)
    expect(column.map((p) => p.id)).toEqual(['A-2', 'A-10', 'B-1', 'B-2'])
  })
})
