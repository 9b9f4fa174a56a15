import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { GapRow } from '../../../server/contract/told.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { shortRef } from '../../ui/standardRef.ts'
import { usePrinting } from '../../ui/usePrinting.ts'
import { Meter } from '../parts/Meter.tsx'
import classes from './Gap.module.css'
import { GapDetail } from './GapDetail.tsx'

/** Clauses and controls with what they have, what they miss and how much work that is; rows unfold. */
export function GapTable({ rows }: { rows: readonly GapRow[] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const isPrinting = usePrinting()
  const toggle = (ref: string) => {
    const next = new Set(open)
    if (!next.delete(ref)) next.add(ref)
    setOpen(next)
  }
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('Gaps by clause and control')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Clause or control')}</th>
            <th scope="col" className={classes.met}>
              {t('Points met')}
            </th>
            <th scope="col" className={classes.effort}>
              {t('Effort')}
            </th>
            <th scope="col">{t('What for')}</th>
          </tr>
        </thead>
        {rows.map((row) => (
          <Row key={row.ref} row={row} isOpen={isPrinting || open.has(row.ref)} onToggle={() => toggle(row.ref)} />
        ))}
      </table>
    </div>
  )
}

interface RowProps {
  readonly row: GapRow
  readonly isOpen: boolean
  readonly onToggle: () => void
}

function Row({ row, isOpen, onToggle }: RowProps) {
  const met = row.requirements.filter((each) => each.gap === null).length
  const total = row.requirements.length
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <tbody>
      <tr>
        <th scope="row">
          <UnstyledButton className={`${classes.fold} print-keep`} aria-expanded={isOpen} onClick={onToggle}>
            <Chevron size={16} aria-hidden className={classes.chevron} />
            <span className={classes.id}>{shortRef(row.ref)}</span>
            <span>{row.title}</span>
          </UnstyledButton>
        </th>
        <td className={classes.met}>
          <span className={classes.metLine}>
            <span className={classes.count}>{t('{met} of {total}', { met, total })}</span>
            <Meter share={total === 0 ? null : met / total} />
          </span>
        </td>
        <td className={classes.effort}>
          {row.effort.days === 0
            ? '–'
            : t('{size}, {days}\u00a0d', { size: sizeWords()[row.effort.size], days: showNumber(row.effort.days) })}
        </td>
        <td className={classes.soft}>{row.effort.because}</td>
      </tr>
      {isOpen ? (
        <tr>
          <td colSpan={4} className={classes.detailCell}>
            <GapDetail row={row} />
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

const sizeWords = (): Readonly<Record<GapRow['effort']['size'], string>> => ({
  none: t('none'),
  small: t('small'),
  medium: t('medium'),
  large: t('large'),
})
