import { useMemo } from 'react'
import type { Week } from '../../../programme/roadmap.ts'
import { showDay, showDayOfYear } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import type { ChartOption } from '../../ui/Chart.tsx'
import { ChartWithTable } from '../../ui/ChartWithTable.tsx'
import { Section } from '../parts/Section.tsx'

/** How full the weeks of the plan are. */
export function WeekLoad({ weeks }: { weeks: readonly Week[] }) {
  const option = useMemo(() => barsOf(weeks), [weeks])
  if (weeks.length === 0) return null
  const full = weeks.filter((week) => week.plannedDays >= week.capacityDays).length
  return (
    <Section title={t('Load')}>
      <ChartWithTable
        title={t(
          '{full, plural, =0 {No week is full} one {One week of {total} is full} other {# weeks of {total} are full}}',
          {
            full,
            total: weeks.length,
          },
        )}
        note={t('Person-days planned in each week; the line is what there is')}
        option={option}
        height={160}
        columns={[t('Week from'), t('Planned days'), t('Days there are')]}
        rows={weeks.map((week) => [showDay(week.monday), week.plannedDays, week.capacityDays])}
      />
    </Section>
  )
}

function barsOf(weeks: readonly Week[]): ChartOption {
  return {
    grid: { left: 32, right: 12, top: 12, bottom: 24 },
    tooltip: { trigger: 'axis' },
    xAxis: {
      type: 'category',
      data: weeks.map((week) => showDayOfYear(week.monday)),
      axisTick: { show: false },
    },
    yAxis: { type: 'value', min: 0, splitNumber: 2 },
    series: [
      {
        type: 'bar',
        name: t('Planned days'),
        data: weeks.map((week) => week.plannedDays),
        barMaxWidth: 16,
        markLine: {
          symbol: 'none',
          silent: true,
          label: { show: false },
          data: [{ yAxis: weeks[0]?.capacityDays ?? 0 }],
        },
      },
    ],
  }
}
