import { Button, NativeSelect } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconHierarchy2, IconTable } from '@tabler/icons-react'
import { useNavigate, useParams } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Trace } from '../../../programme/traceability.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useOrgQuery } from '../../app/orgApi.ts'
import { RecordPicker } from '../../records/widgets/RecordPicker.tsx'
import { AppLink, useOrgLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { RowsSkeleton } from '../../ui/Skeletons.tsx'
import { Asked } from '../parts/Asked.tsx'
import { useAddress } from '../parts/useAddress.ts'
import classes from './Trace.module.css'
import { TraceLegend } from './TraceLegend.tsx'
import { TraceNodeBar } from './TraceNodeBar.tsx'
import { TraceStart } from './TraceStart.tsx'
import { TraceTables } from './TraceTables.tsx'

const TraceGraph = lazy(() => import('./TraceGraph.tsx'))

/** What a record hangs together with, as a picture and as tables. */
export default function TraceScreen() {
  const { ref } = useParams({ strict: false }) as { ref?: string }
  const [{ depth = '1' }, update] = useAddress<'depth'>()
  const asked = useOrgQuery(
    'trace/{id}',
    { at: { id: ref ?? '' }, query: { depth: Number(depth) } },
    { enabled: ref !== undefined, keepPrevious: true },
  )
  const trace = ref === undefined ? undefined : asked.data
  const middle = trace?.nodes.find((node) => node.distance === 0)
  const go = useGoTo()
  return (
    <Page
      wide
      title={middle ? t('Around {ref} {title}', { ref: middle.ref, title: middle.title }) : t('Traceability')}
      kicker={<AppLink to="explore">{t('Explore')}</AppLink>}
      standing={
        trace
          ? t(
              '{records, plural, one {# record} other {# records}} and {links, plural, one {# link} other {# links}} between them. What it points to stands on the right, what points to it on the left.',
              { records: trace.nodes.length, links: trace.edges.length },
            )
          : t(
              'How a record hangs together with others: from law to control to evidence, from system to risk to action.',
            )
      }
    >
      <div className={`${classes.tools} no-print`}>
        <div className={classes.picker}>
          <RecordPicker
            label={t('Record in the middle')}
            to="any"
            many={false}
            value={middle ? [middle.id] : []}
            names={middle ? { [middle.id]: { ...middle, archived: false } } : {}}
            onChange={(ids) => ids[0] && void go(ids[0])}
          />
        </div>
        {ref === undefined ? null : (
          <NativeSelect
            label={t('Steps away')}
            value={depth}
            data={['1', '2', '3', '4']}
            onChange={(event) =>
              update({ depth: event.currentTarget.value === '1' ? null : event.currentTarget.value })
            }
          />
        )}
      </div>
      {ref === undefined ? <TraceStart /> : <Asked answer={asked}>{(found) => <Traced trace={found} />}</Asked>}
    </Page>
  )
}

function Traced({ trace }: { trace: Trace }) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const [{ view, without = '', node }, update] = useAddress<'view' | 'without' | 'node'>()
  const hidden = new Set(without === '' ? [] : without.split(','))
  const nodes = trace.nodes.filter((each) => each.distance === 0 || !hidden.has(each.register))
  const ids = new Set(nodes.map((each) => each.id))
  const edges = trace.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to))
  const asTable = view === undefined ? isPhone === true : view === 'table'
  const selected = nodes.find((each) => each.ref === node)
  const left = trace.nodes.reduce((sum, each) => sum + each.hidden, 0)
  return (
    <>
      <div className={classes.bar}>
        <TraceLegend
          nodes={trace.nodes}
          hidden={hidden}
          onToggle={(register) => {
            const next = new Set(hidden)
            if (!next.delete(register)) next.add(register)
            update({ without: [...next].join(',') })
          }}
        />
        <Button
          className="no-print"
          variant="subtle"
          color="gray"
          leftSection={asTable ? <IconHierarchy2 size={16} /> : <IconTable size={16} />}
          onClick={() => update({ view: asTable ? 'graph' : 'table' })}
        >
          {asTable ? t('Show as graph') : t('Show as tables')}
        </Button>
      </div>
      {left > 0 ? (
        <p className={classes.soft}>
          {t(
            '{left, plural, one {# neighbour is} other {# neighbours are}} left out so that the picture stays readable; put a record in the middle to see all of its own.',
            { left },
          )}
        </p>
      ) : null}
      {asTable ? (
        <TraceTables nodes={nodes} edges={edges} />
      ) : (
        <>
          <Suspense fallback={<RowsSkeleton rows={10} />}>
            <TraceGraph
              nodes={nodes}
              edges={edges}
              selected={selected?.id ?? null}
              onSelect={(picked) => update({ node: picked.ref === node ? null : picked.ref })}
            />
          </Suspense>
          <TraceNodeBar node={selected ?? null} nodes={nodes} edges={edges} />
        </>
      )}
    </>
  )
}

/** Opens the trace of a record known by its id, at the address with its number. */
function useGoTo() {
  const api = useOrgApi()
  const navigate = useNavigate()
  const link = useOrgLink()
  return async (id: string) => {
    const { refs } = await api.get('refs', { query: { ids: id } })
    await navigate(link(`explore/trace/${refs[0]?.ref ?? id}`))
  }
}
