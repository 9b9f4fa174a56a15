import type { ImportPreview } from '../../../server/contract/told.ts'
import { showDay, showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import type { ShownTone } from '../../ui/tones.ts'
import screen from '../parts/Screen.module.css'
import { Section } from '../parts/Section.tsx'
import type { Draft } from './draft.ts'
import classes from './Import.module.css'

const fates: Readonly<Record<ImportPreview['sample'][number]['does'], readonly [ShownTone, () => string]>> = {
  create: ['conforms', () => t('New')],
  update: ['inReview', () => t('Changed')],
  unchanged: ['retired', () => t('As it was')],
  skip: ['retired', () => t('Skipped')],
  refused: ['major', () => t('With mistakes')],
}
const fieldsShown = 8

/** The first rows as they would be recorded. */
export function SampleTable({ draft, preview }: { draft: Draft; preview: ImportPreview }) {
  const model = useModel()
  const register = model.byName(draft.register ?? 'aiSystem')
  const link = new Set(register?.links.map((l) => l.name))
  const label = (name: string) => register?.fields.find((f) => f.name === name)?.label ?? name
  const show = (name: string, value: unknown): string => {
    const field = register?.fields.find((f) => f.name === name)
    const word = (v: unknown) => field?.choices.find((c) => c.value === String(v))?.label ?? String(v)
    if (typeof value === 'boolean') return value ? t('Yes') : t('No')
    if (Array.isArray(value))
      return value.every((v) => typeof v !== 'object')
        ? value.map(word).join(', ')
        : t('{count} entries', { count: value.length })
    if (field?.widget === 'date') return showDay(String(value), 'short')
    if (typeof value === 'number' && field?.widget === 'number') return showNumber(value)
    const text = word(value)
    return text.length > 90 ? `${text.slice(0, 89)}…` : text
  }
  return (
    <Section title={t('The first rows')}>
      <div className={screen.tableFrame}>
        <table className={`${screen.table} ${screen.stacked}`}>
          <caption>{t('The first rows as they would be recorded')}</caption>
          <thead>
            <tr>
              <th scope="col" data-align="end">
                {t('Line')}
              </th>
              <th scope="col">{t('What happens')}</th>
              <th scope="col">{t('Record')}</th>
              <th scope="col">{t('Values')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.sample.map((row) => {
              const [tone, word] = fates[row.does]
              const values = Object.entries(row.values).filter(
                ([n, v]) => n !== 'title' && !link.has(n) && v !== null && v !== '',
              )
              return (
                <tr key={row.line}>
                  <td data-align="end" data-label={t('Line')} className={classes.line}>
                    {row.line}
                  </td>
                  <td data-label={t('What happens')}>
                    <div>
                      <ToneBadge tone={tone} label={word()} plain />
                      {row.because ? <div className={screen.small}>{row.because}</div> : null}
                    </div>
                  </td>
                  <td className={classes.record} data-label={t('Record')}>
                    <span>
                      {row.ref ? <span className={classes.letter}>{row.ref}</span> : null} <bdi>{row.title || '–'}</bdi>
                    </span>
                  </td>
                  <td className={classes.values} data-label={t('Values')}>
                    {values.length === 0 ? null : (
                      <div>
                        {values.slice(0, fieldsShown).map(([name, value]) => (
                          <span key={name}>
                            <span className={classes.soft}>{label(name)}</span> <bdi>{show(name, value)}</bdi>
                          </span>
                        ))}
                        {values.length > fieldsShown ? (
                          <span className={classes.soft}>
                            {t('and {count} more', { count: values.length - fieldsShown })}
                          </span>
                        ) : null}
                      </div>
                    )}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
