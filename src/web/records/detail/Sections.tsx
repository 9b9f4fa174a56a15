import { VisuallyHidden } from '@mantine/core'
import type { RecordDetail } from '../../../server/contract/told.ts'
import type { FieldDescription, LinkDescription, RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { FieldValue, LinkValue } from '../FieldValue.tsx'
import { fieldValue, isEmpty, keyOf, linkedIds } from '../fields.ts'
import { Provenance } from './Provenance.tsx'
import classes from './RecordDetail.module.css'

export interface ShownSection {
  readonly title: string
  readonly help?: string | undefined
  readonly fields: readonly FieldDescription[]
  readonly links: readonly LinkDescription[]
}

/** Sections as the register declares them; what stands in none (computed and the organisation's own fields) follows. */
export function sectionsOf(register: RegisterDescription): readonly ShownSection[] {
  const pick = (names: readonly string[]) => ({
    fields: names.flatMap((n) => register.fields.filter((f) => f.name === n && !f.custom)),
    links: names.flatMap((n) => register.links.filter((l) => l.name === n)),
  })
  if (register.sections.length === 0) {
    return [{ title: t('Details'), fields: register.fields, links: register.links }]
  }
  const placed = new Set(register.sections.flatMap((s) => s.fields))
  const rest = register.fields.filter((f) => !f.custom && !placed.has(f.name))
  const restLinks = register.links.filter((l) => !placed.has(l.name))
  const computed = rest.filter((f) => f.computed)
  return [
    ...register.sections.map((s) => ({ title: s.title, help: s.help, ...pick(s.fields) })),
    { title: t('Worked out from the above'), fields: computed, links: [] },
    { title: t('Your own fields'), fields: register.fields.filter((f) => f.custom), links: [] },
    { title: t('Further values'), fields: rest.filter((f) => !f.computed), links: restLinks },
  ].filter((s) => s.fields.length + s.links.length > 0)
}

const isLong = (field: FieldDescription, value: unknown) =>
  !isEmpty(value) && (field.widget === 'page' || field.widget === 'rows')

/** The values of a record, section by section. */
export function Sections({ register, detail }: { register: RegisterDescription; detail: RecordDetail }) {
  const { record, names } = detail
  return (
    <>
      {sectionsOf(register).map((section) => {
        const typed = section.fields.filter((f) => f.name !== 'title')
        const fields = typed.filter((f) => !isEmpty(fieldValue(record, f)))
        const links = section.links.filter((l) => linkedIds(record, l.name).length > 0)
        const withheld = typed.filter((f) => record.withheld?.includes(f.name))
        const empty = [...typed.filter((f) => !f.computed), ...section.links].filter(
          (x) => ![...fields, ...links, ...withheld].includes(x),
        )
        if (fields.length + links.length + empty.length + withheld.length === 0) return null
        return (
          <section key={section.title}>
            <h2 className={classes.heading}>{section.title}</h2>
            {section.help && fields.length + links.length > 0 ? <p className={classes.help}>{section.help}</p> : null}
            <dl className={classes.values}>
              {fields.map((field) => {
                const value = fieldValue(record, field)
                const isTold = field.label === section.title && fields.length + links.length === 1
                return (
                  <div key={keyOf(field)} className={classes.value} data-long={isLong(field, value) || undefined}>
                    <dt data-told={isTold || undefined}>
                      {isTold ? <VisuallyHidden>{field.label}</VisuallyHidden> : field.label}
                      <Provenance register={register} record={record} name={keyOf(field)} label={field.label} />
                    </dt>
                    <dd>
                      <FieldValue field={field} value={value} />
                    </dd>
                  </div>
                )
              })}
              {links.map((link) => (
                <div key={link.name} className={classes.value}>
                  <dt>
                    {link.label}
                    <Provenance register={register} record={record} name={link.name} label={link.label} />
                  </dt>
                  <dd>
                    <LinkValue ids={linkedIds(record, link.name)} names={names} />
                  </dd>
                </div>
              ))}
            </dl>
            {empty.length > 0 ? (
              <p className={classes.notGiven}>
                {t('Not given: {labels}', { labels: empty.map((x) => x.label).join(', ') })}
              </p>
            ) : null}
            {withheld.length > 0 ? (
              <p className={classes.notGiven}>
                {t('Not shown to you: {labels}', { labels: withheld.map((x) => x.label).join(', ') })}
              </p>
            ) : null}
          </section>
        )
      })}
    </>
  )
}
