import type { OverlapRow } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import type { ShownTone } from '../../ui/tones.ts'
import screen from '../parts/Screen.module.css'
import classes from './Overlap.module.css'

interface OverlapTableProps {
  readonly rows: readonly OverlapRow[]
  readonly words: Readonly<Record<OverlapRow['relation'], string>>
}

const tones: Readonly<Record<OverlapRow['relation'], ShownTone>> = {
  equivalent: 'conforms',
  extends: 'opportunity',
  partial: 'draft',
  none: 'missing',
}

/** Clause by clause and control by control: what carries over, and what has to be added for AI. */
export function OverlapTable({ rows, words }: OverlapTableProps) {
  return (
    <div className={`${screen.tableFrame} ${classes.frame}`}>
      <table className={`${screen.table} ${screen.stacked} ${classes.table}`}>
        <caption>{t('Overlap by clause and control')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Clause or control')}</th>
            <th scope="col">{t('How far it serves')}</th>
            <th scope="col">{t('Carries over')}</th>
            <th scope="col">{t('To add for AI')}</th>
            <th scope="col">ISO/IEC 27001</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.ref}>
              <th scope="row" className={classes.what}>
                <AppLink to={`explore/standard/${encodeURIComponent(row.ref)}`}>
                  {shortRef(row.ref)} {row.title}
                </AppLink>
              </th>
              <td data-label={t('How far it serves')}>
                <ToneBadge tone={tones[row.relation]} label={words[row.relation]} plain />
              </td>
              <td data-label={t('Carries over')}>{row.carriesOver}</td>
              <td data-label={t('To add for AI')}>{row.addForAi}</td>
              <td data-label="ISO/IEC 27001">
                <span>
                  {row.iso27001.map(({ ref, title }, at) => (
                    <span key={ref} title={title}>
                      {at > 0 ? ', ' : ''}
                      <AppLink to={`explore/standard/${encodeURIComponent(ref)}`}>
                        {ref.slice(ref.indexOf(':') + 1)}
                      </AppLink>
                    </span>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
