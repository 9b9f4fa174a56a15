import { useComputedColorScheme } from '@mantine/core'
import { BarChart, HeatmapChart, LineChart, PieChart, SankeyChart, ScatterChart } from 'echarts/charts'
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'

use([
  BarChart,
  HeatmapChart,
  LineChart,
  PieChart,
  SankeyChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
])

export type ChartOption = EChartsCoreOption

interface ChartProps {
  readonly option: ChartOption
  readonly height: number
  readonly onPick?: (data: unknown) => void
}

/** Value of a colour variable of the theme, for use in chart options. */
export const themeColour = (name: string) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

/** Axes as quiet as the lines of tables; the library's own are white in the dark. */
function lines() {
  const line = { lineStyle: { color: themeColour('line') } }
  const axis = { axisLine: line, axisTick: line, splitLine: line, axisLabel: { color: themeColour('ink-soft') } }
  return { categoryAxis: axis, valueAxis: axis, timeAxis: axis, logAxis: axis }
}

/** Drawn as SVG, so that it prints sharp and takes the page's text size. */
export default function Chart({ option, height, onPick }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the scheme while drawing
  useEffect(() => {
    const element = place.current
    if (!element) return
    const chart = init(element, lines(), { renderer: 'svg' })
    const calm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    const { tooltip } = option
    chart.setOption({
      animation: !calm,
      animationDuration: 150,
      color: ['accent', 'info-ink', 'warn-ink', 'past-ink', 'quiet-ink', 'bad-ink'].map(themeColour),
      textStyle: { fontFamily: getComputedStyle(element).fontFamily, color: themeColour('ink') },
      ...option,
      // Drawn with the chart instead of written as markup, which the content security policy refuses.
      ...(tooltip ? { tooltip: { ...tooltip, renderMode: 'richText' } } : {}),
    })
    if (onPick) chart.on('click', (event) => onPick(event.data))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(element)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [option, onPick, scheme])
  return <div ref={place} style={{ height }} />
}
