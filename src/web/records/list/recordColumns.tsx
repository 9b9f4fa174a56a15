import type { ReactNode } from 'react'
import type { FieldDescription, RecordItem, RecordRef, RegisterDescription } from '../../../server/contract.ts'
import { showAgo } from '../../app/dates.ts'
import { recordTitle } from '../../app/recordTitle.ts'
import { BareLink } from '../../ui/AppLink.tsx'
import type { DataColumn } from '../../ui/DataTable.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { FieldValue, LinkValue } from '../FieldValue.tsx'
import { fieldValue, linkedIds, type Property, propertiesOf } from '../fields.ts'
import classes from './RecordList.module.css'

type Names = Readonly<Record<string, RecordRef>>

const sharedWidths = { ref: 96, title: 320, state: 136, owner: 156, createdAt: 120, updatedAt: 120 } as const
const widgetWidths: Readonly<Record<string, number>> = {
  scale: 140,
  number: 110,
  yesNo: 90,
  date: 120,
  dateTime: 160,
  choice: 120,
  choices: 160,
  files: 90,
  rows: 90,
}

/** A number in a list of numbers, such as PBC-018, needs less than words. */
const fieldWidth = ({ widget, max }: FieldDescription): number =>
  widgetWidths[widget] ?? (widget === 'line' && max !== null && max <= 20 ? 100 : 170)

const widthOf = (property: Property, register: RegisterDescription): number => {
  if (property.kind === 'shared' && property.name === 'state') {
    // Room for the longest state and its icon, so that none is cut.
    const longest = Math.max(0, ...register.states.map((state) => state.label.length))
    return Math.max(sharedWidths.state, Math.min(220, longest * 7 + 48))
  }
  if (property.kind === 'shared') return sharedWidths[property.name]
  const own = property.kind === 'field' ? fieldWidth(property.field) : 170
  // Room for the heading and its arrow, within reason.
  return Math.max(own, Math.min(190, property.label.length * 7 + 40))
}

function cellOf(property: Property, record: RecordItem, register: RegisterDescription, names: Names): ReactNode {
  if (property.kind === 'field')
    return <FieldValue field={property.field} value={fieldValue(record, property.field)} inline />
  if (property.kind === 'link') return <LinkValue ids={linkedIds(record, property.name)} names={names} inline />
  switch (property.name) {
    case 'ref':
      return <span className={classes.ref}>{record.ref}</span>
    case 'title':
      // The name is a true link: it opens in a new tab, and the row itself opens the panel.
      return (
        <BareLink to={`r/${register.path}/${record.ref}`} className={classes.title}>
          <bdi>{recordTitle(register, record.title)}</bdi>
        </BareLink>
      )
    case 'state':
      return <StateBadge register={register.name} state={record.state} plain />
    case 'owner':
      return <bdi>{record.owner ? (names[record.owner]?.title ?? '') : ''}</bdi>
    case 'createdAt':
      return <time dateTime={record.createdAt}>{showAgo(record.createdAt)}</time>
    case 'updatedAt':
      return <time dateTime={record.updatedAt}>{showAgo(record.updatedAt)}</time>
  }
}

/** Table columns for the properties chosen, in that order. */
export function recordColumns(
  register: RegisterDescription,
  chosen: readonly string[],
  names: Names,
): readonly DataColumn<RecordItem>[] {
  const all = propertiesOf(register)
  return chosen.flatMap((name) => {
    const property = all.find((p) => p.name === name)
    if (!property) return []
    // Beside a sentence over several lines, a choice of several words need not be cut either.
    const isChoice = property.kind === 'field' && property.field.widget === 'choice'
    const wraps = register.titlesAreSentences && (property.name === 'title' || isChoice)
    const isNumber = property.kind === 'field' && property.field.widget === 'number'
    return {
      id: property.name,
      header: property.label,
      // The title takes what is left over.
      ...(property.name === 'title' ? {} : { width: widthOf(property, register) }),
      ...(isNumber ? { align: 'end' as const } : {}),
      ...(wraps ? { wraps } : {}),
      sortable: isSortable(property),
      cell: (record: RecordItem) => cellOf(property, record, register, names),
    }
  })
}

export const isSortable = (property: Property): boolean =>
  property.kind === 'field' ? property.field.sortable : property.kind === 'shared' && property.name !== 'owner'
