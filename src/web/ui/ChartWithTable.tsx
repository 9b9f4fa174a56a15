import { Button } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { t } from '../app/i18n.ts'
import type { ChartOption } from './Chart.tsx'
import classes from './ChartWithTable.module.css'
import { TextSkeleton } from './Skeletons.tsx'

const Chart = lazy(() => import('./Chart.tsx'))

interface ChartWithTableProps {
  /** The finding, as a sentence: "Most risks sit with three systems". */
  readonly title: string
  readonly note?: ReactNode
  readonly option: ChartOption
  readonly height?: number
  /** The same facts as a table. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly ReactNode[])[]
  /** Called with ECharts' `data` item of what was clicked; the table holds the same links for the keyboard. */
  readonly onPick?: (data: unknown) => void
}

/** A chart whose title states the finding, with a table twin one button away (and always for screen readers and print). */
export function ChartWithTable({ title, note, option, height = 280, columns, rows, onPick }: ChartWithTableProps) {
  const [asTable, setAsTable] = useState(false)
  // The drawing library is large: it is fetched when a chart comes near, not with a page whose chart is far below.
  const near = useIntersection({ rootMargin: '200px' })
  const [isDrawn, setDrawn] = useState(false)
  if (near.entry?.isIntersecting && !isDrawn) setDrawn(true)
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.head}>
        <div>
          <h3 className={classes.title}>{title}</h3>
          {note ? <p className={classes.note}>{note}</p> : null}
        </div>
        <Button
          className="no-print"
          variant="subtle"
          color="gray"
          leftSection={asTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? t('Show as chart') : t('Show as table')}
        </Button>
      </figcaption>
      {asTable ? null : (
        <div aria-hidden style={{ minHeight: height }} ref={near.ref}>
          <Suspense fallback={<TextSkeleton rows={6} />}>
            {isDrawn ? <Chart option={option} height={height} {...(onPick ? { onPick } : {})} /> : null}
          </Suspense>
        </div>
      )}
      <div className={asTable ? classes.scroll : classes.twin}>
        <table className={classes.table}>
          <caption className={classes.caption}>{title}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // Rows of a chart have no identity but their place.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={at}>
                {row.map((cell, i) => (
                  <td key={columns[i]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}
