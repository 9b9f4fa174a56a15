import type { TraceEdge, TraceNode } from '../../../programme/traceability.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { MentionLink } from '../parts/MentionLink.tsx'
import screen from '../parts/Screen.module.css'
import { Quiet, Section } from '../parts/Section.tsx'

interface TraceTablesProps {
  readonly nodes: readonly TraceNode[]
  readonly edges: readonly TraceEdge[]
}

/** The same picture as two tables: its records and the links between them. */
export function TraceTables({ nodes, edges }: TraceTablesProps) {
  return (
    <>
      <Section title={t('Records')} aside={String(nodes.length)}>
        <NodeTable nodes={nodes} />
      </Section>
      <Section title={t('Links')} aside={String(edges.length)}>
        {edges.length === 0 ? <Quiet>{t('Nothing is linked.')}</Quiet> : <EdgeTable nodes={nodes} edges={edges} />}
      </Section>
    </>
  )
}

function NodeTable({ nodes }: { nodes: readonly TraceNode[] }) {
  const model = useModel()
  return (
    <div className={screen.tableFrame}>
      <table className={`${screen.table} ${screen.stacked}`}>
        <caption>{t('Records')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Record')}</th>
            <th scope="col">{t('Register')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col" data-align="end">
              {t('Steps away')}
            </th>
            <th scope="col" data-align="end">
              {t('Neighbours left out')}
            </th>
            <th scope="col">{t('Picture')}</th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.id}>
              <td>
                <MentionLink record={{ id: node.id, register: node.register, ref: node.ref, title: node.title }} />
              </td>
              <td data-label={t('Register')}>{model.byName(node.register)?.label.one ?? node.register}</td>
              <td data-label={t('State')}>
                <StateBadge register={node.register} state={node.state} plain />
              </td>
              <td data-align="end" data-label={t('Steps away')}>
                {node.distance}
              </td>
              <td data-align="end" data-label={t('Neighbours left out')}>
                {node.hidden === 0 ? '' : node.hidden}
              </td>
              <td data-label={t('Picture')}>
                <AppLink to={`explore/trace/${node.ref}`}>{t('Around it')}</AppLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function EdgeTable({ nodes, edges }: TraceTablesProps) {
  const named = new Map(nodes.map((node) => [node.id, node]))
  const say = (id: string) => {
    const node = named.get(id)
    return node ? <MentionLink record={{ id, register: node.register, ref: node.ref, title: node.title }} /> : null
  }
  return (
    <div className={screen.tableFrame}>
      <table className={`${screen.table} ${screen.stacked}`}>
        <caption>{t('Links')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('From')}</th>
            <th scope="col">{t('Link')}</th>
            <th scope="col">{t('To')}</th>
          </tr>
        </thead>
        <tbody>
          {edges.map((edge) => (
            <tr key={`${edge.from} ${edge.link} ${edge.to}`}>
              <td data-label={t('From')}>{say(edge.from)}</td>
              <td data-label={t('Link')}>{edge.label}</td>
              <td data-label={t('To')}>{say(edge.to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
