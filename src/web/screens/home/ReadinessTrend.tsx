import { useMemo } from 'react'
import type { Home } from '../../../server/contract/told.ts'
import { showDay, showMonth } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import type { ChartOption } from '../../ui/Chart.tsx'
import { ChartWithTable } from '../../ui/ChartWithTable.tsx'
import { Asked } from '../parts/Asked.tsx'
import { showPercent } from '../parts/showPercent.ts'

interface Point {
  readonly on: string
  readonly score: number
  readonly counts: Home['counts']
}

/** Readiness at the end of each of the last months, and today. */
export function ReadinessTrend({ today, score, counts }: Pick<Home, 'today' | 'score' | 'counts'>) {
  const answer = useOrgQuery('readiness/trend', { query: { months: 12 } })
  return (
    <Asked answer={answer} rows={6}>
      {({ points }) => <TrendChart points={[...points, { on: today, score, counts }]} />}
    </Asked>
  )
}

function TrendChart({ points }: { points: readonly Point[] }) {
  const option = useMemo(() => lineOf(points), [points])
  return (
    <ChartWithTable
      title={findingOf(points)}
      note={t('Share of what the standard asks that the records of that day showed')}
      option={option}
      height={180}
      columns={[t('Day'), t('Shown'), t('Major'), t('Minor'), t('Opportunities')]}
      rows={points.map(({ on, score, counts }) => [
        showDay(on),
        showPercent(score),
        counts.major,
        counts.minor,
        counts.ofi,
      ])}
    />
  )
}

function findingOf(points: readonly Point[]): string {
  const begun = points.find((point) => point.score > 0.005) ?? points[0]
  const last = points.at(-1)
  if (!begun || !last) return t('Readiness over time')
  const values = { from: showPercent(begun.score), to: showPercent(last.score), day: showDay(begun.on) }
  if (values.from === values.to) return t('Readiness stands at {to}, as on {day}', values)
  return last.score > begun.score
    ? t('Readiness rose from {from} on {day} to {to}', values)
    : t('Readiness fell from {from} on {day} to {to}', values)
}

const percent = (value: number) => showPercent(value / 100)

function lineOf(points: readonly Point[]): ChartOption {
  return {
    grid: { left: 48, right: 28, top: 12, bottom: 28 },
    tooltip: { trigger: 'axis', valueFormatter: (value: unknown) => percent(Number(value)) },
    xAxis: {
      type: 'category',
      data: points.map((point) => showMonth(point.on)),
      axisTick: { show: false },
      axisLabel: { margin: 12 },
      boundaryGap: false,
    },
    yAxis: { type: 'value', min: 0, max: 100, interval: 50, axisLabel: { formatter: percent } },
    series: [
      {
        type: 'line',
        name: t('Shown'),
        data: points.map((point) => Math.round(100 * point.score)),
        symbolSize: 6,
        lineStyle: { width: 2 },
      },
    ],
  }
}
