import type { TraceEdge, TraceNode } from '../../../programme/traceability.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { MentionLink } from '../parts/MentionLink.tsx'
import classes from './Trace.module.css'

interface TraceNodeBarProps {
  readonly node: TraceNode | null
  readonly nodes: readonly TraceNode[]
  readonly edges: readonly TraceEdge[]
}

/** The record picked in the picture, with its links in words. */
export function TraceNodeBar({ node, nodes, edges }: TraceNodeBarProps) {
  const named = new Map(nodes.map((each) => [each.id, each]))
  const links = node ? edges.filter((edge) => edge.from === node.id || edge.to === node.id) : []
  return (
    <div className={classes.nodeBar} role="status">
      {node === null ? (
        <p className={classes.soft}>{t('Pick a record in the picture to see its links in words.')}</p>
      ) : (
        <>
          <p className={classes.picked}>
            <MentionLink record={node} />
            {node.distance > 0 ? <AppLink to={`explore/trace/${node.ref}`}>{t('Put it in the middle')}</AppLink> : null}
          </p>
          <ul className={classes.links}>
            {links.slice(0, 12).map((edge) => (
              <li key={`${edge.from} ${edge.link} ${edge.to}`}>
                <End node={named.get(edge.from)} isPicked={edge.from === node.id} />{' '}
                <span className={classes.soft}>{edge.label} →</span>{' '}
                <End node={named.get(edge.to)} isPicked={edge.to === node.id} />
              </li>
            ))}
            {links.length > 12 ? (
              <li className={classes.soft}>{t('and {rest} more', { rest: links.length - 12 })}</li>
            ) : null}
          </ul>
        </>
      )}
    </div>
  )
}

/** One end of a link; the record picked stands above already, so its number is enough. */
function End({ node, isPicked }: { node: TraceNode | undefined; isPicked: boolean }) {
  return (
    <>
      {node?.ref} {isPicked ? null : <bdi>{node?.title}</bdi>}
    </>
  )
}
