import type { RecordItem } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import type { ChartOption } from '../../ui/Chart.tsx'
import { ChartWithTable } from '../../ui/ChartWithTable.tsx'
import { isWithin, readingsOf, type Threshold } from './readings.ts'
import classes from './Story.module.css'

/** Charts drawn before the rest is left to the list. */
const most = 4
const lastReadings = 200

/** What is watched about a system, with its readings over time. */
export function Monitors({ systemId }: { systemId: string }) {
  const model = useModel()
  const monitorPath = model.byName('monitor')?.path ?? ''
  const asked = useOrgQuery('records/{register}', {
    at: { register: monitorPath },
    query: {
      filter: [`system:has:${systemId}`, 'state:not:ended'],
      sort: 'title',
      limit: most,
      count: true,
    },
  })
  const monitors = asked.data?.items ?? []
  if (monitors.length === 0) return null
  const total = asked.data?.total ?? monitors.length
  return (
    <>
      <div className={classes.charts}>
        {monitors.map((monitor) => (
          <Monitor key={monitor.id} monitor={monitor} />
        ))}
      </div>
      {total > most ? (
        <p>
          <AppLink to={`r/${monitorPath}`} search={{ filter: [`system:has:${systemId}`] }}>
            {t('All {total} monitors', { total })}
          </AppLink>
        </p>
      ) : null}
    </>
  )
}

function Monitor({ monitor }: { monitor: RecordItem }) {
  const path = useModel().byName('reading')?.path ?? ''
  const asked = useOrgQuery('records/{register}', {
    at: { register: path },
    query: {
      filter: [`monitor:has:${monitor.id}`, 'state:is:recorded'],
      sort: '-readOn',
      limit: lastReadings,
    },
  })
  if (!asked.data) return null
  const readings = readingsOf(asked.data.items)
  const threshold: Threshold = {
    comparison: typeof monitor.values.comparison === 'string' ? monitor.values.comparison : null,
    value: typeof monitor.values.threshold === 'number' ? monitor.values.threshold : null,
  }
  const last = readings.at(-1)
  if (!last) return null
  const unit = typeof monitor.values.unit === 'string' ? ` ${monitor.values.unit}` : ''
  const within = isWithin(last.value, threshold)
  const title = t('{title}: {value}{unit} on {day}{verdict}', {
    title: monitor.title,
    value: last.value,
    unit,
    day: showDay(last.on, 'short'),
    verdict: within === null ? '' : within ? t(', within its limit') : t(', beyond its limit'),
  })
  const points = readings.map((reading) => [reading.on, reading.value])
  const option: ChartOption = {
    grid: { left: 8, right: 24, top: 16, bottom: 8, containLabel: true },
    xAxis: { type: 'time', axisLabel: { hideOverlap: true } },
    yAxis: { type: 'value', scale: true },
    tooltip: { trigger: 'axis' },
    series: [
      {
        type: 'line',
        data: points,
        symbolSize: 6,
        ...(threshold.value === null
          ? {}
          : {
              markLine: {
                symbol: 'none',
                silent: true,
                label: { formatter: t('limit {value}', { value: threshold.value }), position: 'insideEndTop' },
                data: [{ yAxis: threshold.value }],
              },
            }),
      },
    ],
  }
  return (
    <ChartWithTable
      title={title}
      note={
        typeof monitor.values.metric === 'string' && monitor.values.metric !== monitor.title
          ? monitor.values.metric
          : null
      }
      option={option}
      height={180}
      columns={[t('Day'), t('Value'), t('Within the limit')]}
      rows={readings.toReversed().map((reading) => {
        const ok = isWithin(reading.value, threshold)
        return [showDay(reading.on, 'short'), `${reading.value}${unit}`, ok === null ? '' : ok ? t('yes') : t('no')]
      })}
    />
  )
}
