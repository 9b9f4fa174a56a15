import { useMediaQuery } from '@mantine/hooks'
import { IconFile } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { FieldDescription, RecordRef } from '../../server/contract.ts'
import { showDay, showInstant, showNumber, showSize } from '../app/dates.ts'
import { t } from '../app/i18n.ts'
import { useModel } from '../app/model.tsx'
import { useOrgApi } from '../app/orgApi.ts'
import { useRecordTitle } from '../app/recordTitle.ts'
import { roleLabel } from '../screens/account/roleLabels.ts'
import { Markdown } from '../ui/Markdown.tsx'
import { RecordLink } from '../ui/RecordLink.tsx'
import { RefChip, RefChips } from '../ui/RefChip.tsx'
import { isStandardRef } from '../ui/standardRef.ts'
import classes from './FieldValue.module.css'
import { choiceLabel, isEmpty } from './fields.ts'
import { fileAddress, isStoredFile, type StoredFile } from './storedFile.ts'

interface FieldValueProps {
  readonly field: FieldDescription
  readonly value: unknown
  /** One line, for tables; long texts are cut and lists joined. */
  readonly inline?: boolean
}

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [String(value)])

/** A field's value as its widget shows it. */
export function FieldValue({ field, value, inline = false }: FieldValueProps): ReactNode {
  if (isEmpty(value)) return <span className={classes.none}>{inline ? '' : t('Not given')}</span>
  switch (field.widget) {
    case 'page':
      return inline ? <bdi>{String(value).slice(0, 160)}</bdi> : <Markdown>{String(value)}</Markdown>
    case 'url':
      return (
        <a className={classes.link} href={safeAddress(String(value))} rel="noreferrer noopener" target="_blank">
          {String(value)}
        </a>
      )
    case 'email':
      return (
        <a className={classes.link} href={`mailto:${String(value)}`}>
          {String(value)}
        </a>
      )
    case 'choice':
      return choiceLabel(field, value)
    case 'choices':
      return texts(value)
        .map((v) => choiceLabel(field, v))
        .join(', ')
    case 'scale':
      return `${String(value)} · ${choiceLabel(field, value)}`
    case 'number':
      return `${typeof value === 'number' ? showNumber(value) : String(value)}${field.unit ? ` ${field.unit}` : ''}`
    case 'yesNo':
      return value === true ? t('Yes') : t('No')
    case 'date':
      return showDay(String(value), inline ? 'short' : 'long')
    case 'dateTime':
      return showInstant(String(value))
    case 'register':
      return <RegisterName name={String(value)} />
    case 'list':
      return inline ? <bdi>{texts(value).join(', ')}</bdi> : <ListShown items={texts(value)} />
    case 'rows':
      return inline ? (
        t('{count, plural, one {# row} other {# rows}}', { count: Array.isArray(value) ? value.length : 0 })
      ) : (
        <RowsShown field={field} value={value} />
      )
    case 'standardRefs':
      return <RefChips references={texts(value)} />
    case 'files':
      return <FilesShown value={value} inline={inline} />
    default:
      if (typeof value === 'object') return <bdi>{JSON.stringify(value)}</bdi>
      // Snapshots and approvals keep names the software gave; people read its words for them.
      if (field.name === 'approvedByRole') return roleLabel(String(value))
      return isStandardRef(String(value)) ? <RefChip reference={String(value)} /> : <bdi>{String(value)}</bdi>
  }
}

/** A register by its label, as the rest of the screens call it. */
function RegisterName({ name }: { name: string }) {
  return useModel().byName(name)?.label.many ?? <bdi>{name}</bdi>
}

/** Only addresses a browser may follow; the server refuses others too, older records may hold them. */
const safeAddress = (address: string) => (/^(https?|mailto):/i.test(address) ? address : undefined)

function ListShown({ items }: { items: readonly string[] }) {
  return (
    <ul className={classes.list}>
      {items.map((item) => (
        <li key={item} dir="auto">
          {item}
        </li>
      ))}
    </ul>
  )
}

type Row = Readonly<Record<string, unknown>>

/** As many columns as a table of rows shows beside each other with room for words: on a phone, and elsewhere. */
const mostColumns = { phone: 2, page: 6 }

function RowsShown({ field, value }: { field: FieldDescription; value: unknown }) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const rows = (Array.isArray(value) ? value : []) as readonly Row[]
  if (field.columns.length > (isPhone ? mostColumns.phone : mostColumns.page))
    return <RowCards columns={field.columns} rows={rows} />
  return (
    <div className={classes.scroll}>
      <table className={classes.rows}>
        <thead>
          <tr>
            {field.columns.map((c) => (
              <th key={c.name} scope="col">
                {c.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
            <tr key={at}>
              {field.columns.map((c) => (
                <td key={c.name} data-widget={c.widget}>
                  <FieldValue field={c} value={row[c.name]} inline={isInline(c)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Within a row, texts keep their paragraphs and lists their entries, which may hold commas themselves. */
const isInline = (column: FieldDescription) => column.widget !== 'page' && column.widget !== 'list'

/** Rows one below the other, each with what is given of it. */
function RowCards({ columns, rows }: { columns: FieldDescription['columns']; rows: readonly Row[] }) {
  return (
    <ul className={classes.cards}>
      {rows.map((row, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <li key={at}>
          <dl>
            {columns
              .filter((c) => !isEmpty(row[c.name]))
              .map((c) => (
                <div key={c.name} data-wide={c.widget === 'page' || undefined}>
                  <dt>{c.label}</dt>
                  <dd>
                    <FieldValue field={c} value={row[c.name]} inline={isInline(c)} />
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

function FilesShown({ value, inline }: { value: unknown; inline: boolean }) {
  const api = useOrgApi()
  const files = (Array.isArray(value) ? value : []).filter(isStoredFile)
  if (inline) return t('{count, plural, one {# file} other {# files}}', { count: files.length })
  return (
    <ul className={classes.files}>
      {files.map((file: StoredFile) => (
        <li key={file.hash}>
          <IconFile size={16} aria-hidden />
          <a className={classes.link} href={fileAddress(api, file)} dir="auto">
            {file.name}
          </a>
          <span className={classes.none}>{showSize(file.size)}</span>
        </li>
      ))}
    </ul>
  )
}

interface LinkValueProps {
  readonly ids: readonly string[]
  readonly names: Readonly<Record<string, RecordRef>>
  readonly inline?: boolean
}

/** The records a link names. */
export function LinkValue({ ids, names, inline = false }: LinkValueProps): ReactNode {
  const titleOf = useRecordTitle()
  if (ids.length === 0) return <span className={classes.none}>{inline ? '' : t('None')}</span>
  const known = ids.map((id) => names[id])
  if (inline) {
    return <bdi>{known.map((r) => (r ? titleOf(r) : t('not shared with you'))).join(', ')}</bdi>
  }
  return (
    <ul className={classes.links}>
      {known.map((record, at) => (
        <li key={ids[at]}>
          {record ? (
            <RecordLink record={record} withState />
          ) : (
            <span className={classes.none}>{t('not shared with you')}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
