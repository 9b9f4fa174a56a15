import type { DocumentStanding, NeededDocument } from '../../../programme/documents/neededDocuments.ts'
import { showDay, showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import type { ShownTone } from '../../ui/tones.ts'
import { MentionLink } from '../parts/MentionLink.tsx'
import { Quiet } from '../parts/Section.tsx'
import { BeginOne } from './BeginDocuments.tsx'
import classes from './Documents.module.css'

const tones: Readonly<Record<DocumentStanding, ShownTone>> = {
  missing: 'missing',
  draft: 'draft',
  inReview: 'inReview',
  inForce: 'inForce',
  due: 'due',
  overdue: 'overdue',
  notNeeded: 'retired',
}

const groups = (): readonly { basis: NeededDocument['basis']; title: string; gist: string }[] => [
  {
    basis: 'clause',
    title: t('Asked for by clauses'),
    gist: t('Clauses 4 to 10 want these documented in every case.'),
  },
  {
    basis: 'control_if_applied',
    title: t('Asked for by controls'),
    gist: t('Wanted when the statement of applicability includes the control.'),
  },
  { basis: 'common_practice', title: t('Common practice'), gist: t('Not named, but auditors expect some proof.') },
]

/** Documented information by what asks for it, with what there is of each. */
export function NeededTable({ needed }: { needed: readonly NeededDocument[] }) {
  if (needed.length === 0) return <Quiet>{t('Nothing here.')}</Quiet>
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t('Needed documents')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Document')}</th>
            <th scope="col">{t('Standing')}</th>
            <th scope="col">{t('What there is')}</th>
            <th scope="col" className={classes.wideOnly}>
              {t('Next review')}
            </th>
          </tr>
        </thead>
        {groups().map(({ basis, title, gist }) => {
          const rows = needed.filter((d) => d.basis === basis)
          return rows.length === 0 ? null : (
            <tbody key={basis}>
              <tr>
                <th scope="rowgroup" colSpan={4} className={classes.group}>
                  {title}
                  <span>{gist}</span>
                </th>
              </tr>
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </tbody>
          )
        })}
      </table>
    </div>
  )
}

function Row({ row }: { row: NeededDocument }) {
  return (
    <tr>
      <th scope="row" className={classes.what}>
        <span>{row.title}</span>
        <span className={classes.refs}>
          <RefChips references={row.refs} />
        </span>
      </th>
      <td>
        <ToneBadge
          tone={tones[row.standing]}
          {...(row.standing === 'notNeeded' ? { label: t('Left out') } : {})}
          plain
        />
      </td>
      <td>
        <There row={row} />
      </td>
      <td className={classes.wideOnly}>{row.reviewOn === null ? '–' : showDay(row.reviewOn, 'short')}</td>
    </tr>
  )
}

/** Records that serve, or how to come to one. */
function There({ row }: { row: NeededDocument }) {
  const model = useModel()
  const [first] = row.records
  if (first) {
    const keeps = model.byName(first.register)
    return (
      <span className={classes.there}>
        <MentionLink record={first} />
        {row.count > 1 ? (
          <AppLink to={`r/${keeps?.path ?? ''}`}>{t('and {rest} more', { rest: showNumber(row.count - 1) })}</AppLink>
        ) : null}
      </span>
    )
  }
  if (row.standing === 'notNeeded') return <span className={classes.soft}>{t('The controls are left out.')}</span>
  const register = row.register === null ? undefined : model.byName(row.register)
  if (register) {
    return (
      <span className={classes.soft}>
        {t('Kept in')}{' '}
        <AppLink to={`r/${register.path}`} underline="always">
          {register.label.many}
        </AppLink>
      </span>
    )
  }
  if (row.outline !== null) return <BeginOne outline={row.outline} title={row.title} />
  return (
    <AppLink to={`r/${model.byName('document')?.path ?? ''}/new`} underline="always">
      {t('Write it')}
    </AppLink>
  )
}
