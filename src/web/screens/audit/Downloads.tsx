import { Anchor } from '@mantine/core'
import { addressOf } from '../../app/api.ts'
import { inSpoken, t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrganisation, useSession } from '../../app/session.tsx'
import { Section } from '../parts/Section.tsx'
import classes from './AuditPack.module.css'

const formats = ['pdf', 'docx', 'xlsx', 'html'] as const

/** Single reports in each format; they are made when they are asked for. */
export function Downloads({ day }: { day: string }) {
  const model = useModel()
  const registers = model.registers
    .filter((register) => register.area !== 'internal')
    .toSorted((a, b) => a.label.many.localeCompare(b.label.many))
  return (
    <>
      <Section title={t('Reports')}>
        <Table
          caption={t('Reports')}
          day={day}
          rows={[
            {
              name: 'statement-of-applicability',
              title: t('Statement of applicability'),
              about: t('Every control with its decision, justification and standing.'),
            },
            {
              name: 'readiness',
              title: t('Readiness'),
              about: t('What the records show of the standard, and what is found missing.'),
            },
            {
              name: 'clause-map',
              title: t('Clause map'),
              about: t('Where each clause and control is met, point by point.'),
            },
          ]}
        />
      </Section>
      <Section title={t('Registers')} aside={registers.length}>
        <Table
          caption={t('Registers')}
          day={day}
          rows={registers.map(({ name, label }) => ({ name: `register-${name}`, title: label.many, about: null }))}
        />
      </Section>
    </>
  )
}

interface Row {
  readonly name: string
  readonly title: string
  readonly about: string | null
}

function Table({ caption, rows, day }: { caption: string; rows: readonly Row[]; day: string }) {
  const { slug } = useOrganisation()
  const { today } = useSession()
  // Without a date a report is of this moment; with one, of the end of that day.
  const query = { asOf: day === today ? null : day, ...inSpoken() }
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>{caption}</caption>
      <thead className={classes.caption}>
        <tr>
          <th scope="col">{t('Report')}</th>
          {formats.map((format) => (
            <th key={format} scope="col">
              {format.toUpperCase()}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              {row.title}
              {row.about ? <div className={classes.soft}>{row.about}</div> : null}
            </th>
            {formats.map((format) => (
              <td key={format}>
                <Anchor
                  inherit
                  href={addressOf(`o/${slug}/reports/${row.name}.${format}`, { query })}
                  aria-label={t('{title} as {format}', { title: row.title, format: format.toUpperCase() })}
                  {...(format === 'html' ? { target: '_blank', rel: 'noreferrer' } : { download: true })}
                >
                  {format.toUpperCase()}
                </Anchor>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
