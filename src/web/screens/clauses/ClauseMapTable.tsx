import { UnstyledButton } from '@mantine/core'
import type { RefReadiness } from '../../../server/contract.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { useRowKeys } from '../../ui/useRowKeys.ts'
import { Meter } from '../parts/Meter.tsx'
import classes from './ClauseMap.module.css'
import type { MapGroup } from './mapGroups.ts'
import { showAge } from './showAge.ts'
import { statusTone, statusWords } from './statusWords.ts'

interface ClauseMapTableProps {
  readonly groups: readonly MapGroup[]
  readonly titles: ReadonlyMap<string, string>
  readonly current: string | null
  readonly onOpen: (row: RefReadiness) => void
}

/** Clauses and controls under their group; `j` and `k` go through them, Enter or a click opens one. */
export function ClauseMapTable({ groups, titles, current, onOpen }: ClauseMapTableProps) {
  const rows = groups.flatMap((group) => group.rows)
  const open = (index: number) => rows[index] && onOpen(rows[index])
  const { cursor } = useRowKeys({
    count: rows.length,
    start: rows.findIndex((row) => row.ref === current),
    scrollTo: (index) => document.getElementById(`ref-${rows[index]?.ref}`)?.scrollIntoView({ block: 'nearest' }),
    open,
    toggle: undefined,
  })
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('Clauses and controls')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Clause or control')}</th>
            <th scope="col" className={classes.status}>
              {t('Standing')}
            </th>
            <th scope="col" className={classes.points}>
              {t('Points met')}
            </th>
            <th scope="col" className={classes.end}>
              {t('Findings')}
            </th>
            <th scope="col" className={classes.end}>
              {t('Newest evidence')}
            </th>
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.id}>
            <tr className={classes.group}>
              <th scope="rowgroup" colSpan={2}>
                {group.id} {titles.get(group.id) ?? ''}
              </th>
              <td className={classes.points}>
                <Meter share={group.score} />
              </td>
              <td className={classes.end} colSpan={2} />
            </tr>
            {group.rows.map((row) => (
              <Row
                key={row.ref}
                row={row}
                isCurrent={row.ref === current}
                isCursor={rows[cursor]?.ref === row.ref}
                onOpen={() => onOpen(row)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

interface RowProps {
  readonly row: RefReadiness
  readonly isCurrent: boolean
  readonly isCursor: boolean
  readonly onOpen: () => void
}

function Row({ row, isCurrent, isCursor, onOpen }: RowProps) {
  const met = row.requirements.filter((each) => each.met).length
  const total = row.requirements.length
  return (
    <tr id={`ref-${row.ref}`} data-current={isCurrent || undefined} data-cursor={isCursor || undefined}>
      <th scope="row">
        <UnstyledButton className={`${classes.open} print-keep`} onClick={onOpen} aria-expanded={isCurrent}>
          <span className={classes.id}>{shortRef(row.ref)}</span>
          <span>{row.title}</span>
        </UnstyledButton>
      </th>
      <td>
        <ToneBadge tone={statusTone(row.status)} label={statusWords()[row.status]} plain />
      </td>
      <td className={classes.points}>
        <span className={classes.pointsLine}>
          <span className={classes.count}>{t('{met} of {total}', { met, total })}</span>
          <Meter share={total === 0 ? null : met / total} />
        </span>
      </td>
      <td className={classes.end}>
        {row.findings === 0 ? (
          '–'
        ) : (
          <AppLink to="audit/readiness" search={{ part: shortRef(row.ref) }}>
            {showNumber(row.findings)}
          </AppLink>
        )}
      </td>
      <td className={classes.end}>{row.evidenceAgeDays === null ? '–' : showAge(row.evidenceAgeDays)}</td>
    </tr>
  )
}
