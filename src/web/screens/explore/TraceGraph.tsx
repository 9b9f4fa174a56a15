import '@xyflow/react/dist/base.css'
import { useComputedColorScheme } from '@mantine/core'
import {
  Background,
  Controls,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react'
import { useEffect, useMemo } from 'react'
import type { TraceEdge, TraceNode } from '../../../programme/traceability.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { toneFaces } from '../../ui/tones.ts'
import { layoutTrace, nodeSize } from './layoutTrace.ts'
import classes from './Trace.module.css'

interface TraceGraphProps {
  readonly nodes: readonly TraceNode[]
  readonly edges: readonly TraceEdge[]
  readonly selected: string | null
  readonly onSelect: (node: TraceNode) => void
}

type Drawn = Node<{ readonly node: TraceNode; readonly isSelected: boolean; readonly onSelect: () => void }, 'record'>

/** The picture itself; loaded apart, since it is large and few pages show it. */
export default function TraceGraph(props: TraceGraphProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  )
}

const nodeTypes = { record: RecordNode }

const graphWords = () => ({
  'controls.ariaLabel': t('Size of the picture'),
  'controls.zoomIn.ariaLabel': t('Larger'),
  'controls.zoomOut.ariaLabel': t('Smaller'),
  'controls.fitView.ariaLabel': t('Show the whole picture'),
})

function Graph({ nodes, edges, selected, onSelect }: TraceGraphProps) {
  const scheme = useComputedColorScheme('light')
  const { fitView } = useReactFlow()
  const places = useMemo(() => layoutTrace({ nodes, edges }), [nodes, edges])
  const byId = useMemo(() => new Map(nodes.map((node) => [node.id, node])), [nodes])
  const drawn = places.flatMap(({ id, x, y }): Drawn[] => {
    const node = byId.get(id)
    if (!node) return []
    const data = { node, isSelected: id === selected, onSelect: () => onSelect(node) }
    return [{ id, type: 'record', position: { x, y }, data, ...nodeSize }]
  })
  const xOf = new Map(places.map((place) => [place.id, place.x]))
  // Beyond a dozen the words would cover each other; the bar below lists them all.
  const labelled = edges.filter((edge) => edge.from === selected || edge.to === selected).length <= 12
  const lines = edges.map((edge): Edge => {
    const isNear = edge.from === selected || edge.to === selected
    const isForward = (xOf.get(edge.from) ?? 0) <= (xOf.get(edge.to) ?? 0)
    return {
      id: `${edge.from} ${edge.link} ${edge.to}`,
      ariaLabel: edge.label,
      source: edge.from,
      target: edge.to,
      sourceHandle: isForward ? 'right' : 'left',
      targetHandle: isForward ? 'left' : 'right',
      ...(isNear ? { className: classes.near ?? '', zIndex: 1 } : {}),
      ...(isNear && labelled ? { label: edge.label } : {}),
      focusable: false,
    }
  })
  const shape = places.map((place) => place.id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view fits anew when other records are shown
  useEffect(() => void fitView({ padding: 0.08, maxZoom: 1 }), [shape, fitView])
  return (
    <div className={classes.graph}>
      <ReactFlow
        nodes={drawn}
        edges={lines}
        nodeTypes={nodeTypes}
        colorMode={scheme}
        minZoom={0.1}
        maxZoom={2}
        fitView
        fitViewOptions={{ padding: 0.08, maxZoom: 1 }}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        aria-label={t('Picture of the links; the tables hold the same')}
        ariaLabelConfig={graphWords()}
      >
        <Background gap={24} size={1} />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  )
}

function RecordNode({ data: { node, isSelected, onSelect }, positionAbsoluteX, positionAbsoluteY }: NodeProps<Drawn>) {
  const register = useModel().byName(node.register)
  const { setCenter, getZoom } = useReactFlow()
  const state = register?.states.find((each) => each.name === node.state)
  const face = toneFaces[state?.tone ?? 'draft']
  const Icon = face.icon
  return (
    <>
      <Handle type="target" position={Position.Left} id="left" className={classes.handle ?? ''} />
      <Handle type="source" position={Position.Right} id="right" className={classes.handle ?? ''} />
      <Handle type="source" position={Position.Left} id="left" className={classes.handle ?? ''} />
      <Handle type="target" position={Position.Right} id="right" className={classes.handle ?? ''} />
      <button
        type="button"
        className={`${classes.node} print-keep nodrag`}
        data-middle={node.distance === 0 || undefined}
        aria-pressed={isSelected}
        title={node.title}
        onClick={onSelect}
        onFocus={(event) => {
          if (!event.currentTarget.matches(':focus-visible')) return
          const [x, y] = [positionAbsoluteX + nodeSize.width / 2, positionAbsoluteY + nodeSize.height / 2]
          void setCenter(x, y, { zoom: Math.max(0.6, getZoom()) })
        }}
      >
        <span className={classes.nodeHead}>
          <span>{node.ref}</span>
          <span className={classes.nodeKind}>{register?.label.one ?? node.register}</span>
          <span className={classes.nodeState} style={{ color: `var(--${face.hue}-ink)` }}>
            <Icon size={12} aria-hidden /> {state?.label ?? node.state}
          </span>
        </span>
        <span className={classes.nodeTitle} dir="auto">
          {node.title}
        </span>
      </button>
    </>
  )
}
