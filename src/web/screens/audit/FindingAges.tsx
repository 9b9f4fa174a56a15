import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { severityTone } from '../../ui/tones.ts'
import { Quiet } from '../parts/Section.tsx'
import classes from './AuditArea.module.css'
import { type AgeBand, type Grade, grades } from './findingAges.ts'
import { openFindings } from './openFindings.ts'

/** How long findings have been open, by grade; each number leads to its findings. */
export function FindingAges({ ages }: { ages: readonly AgeBand[] }) {
  const total = ages.reduce((sum, band) => sum + grades.reduce((all, grade) => all + band.counts[grade], 0), 0)
  if (total === 0) return <Quiet>{t('No finding is open.')}</Quiet>
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('Open for')}</th>
          {grades.map((grade) => (
            <th key={grade} scope="col" className={classes.end}>
              <ToneBadge tone={severityTone[grade]} plain />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ages.map((band) => (
          <tr key={band.from}>
            <th scope="row">{bandWords(band)}</th>
            {grades.map((grade) => (
              <td key={grade} className={classes.end}>
                <Count band={band} grade={grade} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Count({ band, grade }: { band: AgeBand; grade: Grade }) {
  const count = band.counts[grade]
  if (count === 0) return '–'
  const filter = [
    openFindings,
    `grade:is:${grade}`,
    ...(band.openedAfter === null ? [] : [`openedOn:after:${band.openedAfter}`]),
    ...(band.openedBefore === null ? [] : [`openedOn:before:${band.openedBefore}`]),
  ]
  return (
    <AppLink to="r/findings" search={{ filter }}>
      {count}
    </AppLink>
  )
}

const bandWords = ({ from, until }: AgeBand): string =>
  until === null
    ? t('more than {days} days', { days: from - 1 })
    : from === 0
      ? t('up to {until} days', { until })
      : t('{from} to {until} days', { from, until })
