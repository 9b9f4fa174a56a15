import { ActionIcon, Button, Input } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { t } from '../../app/i18n.ts'
import classes from './Widgets.module.css'
import type { WidgetProps } from './widgetProps.ts'

type Row = Readonly<Record<string, unknown>>

interface RowsWidgetProps extends WidgetProps {
  /** The input for a cell. */
  readonly Cell: ComponentType<WidgetProps>
}

/** Rows with typed columns, as a small table. */
export function RowsWidget({ field, value, onChange, error, id, Cell }: RowsWidgetProps) {
  const rows = (Array.isArray(value) ? value : []) as readonly Row[]
  const set = (next: readonly Row[]) => onChange(next.length === 0 ? null : next)
  const empty: Row = Object.fromEntries(
    field.columns.map((c) => [c.name, c.widget === 'yesNo' && c.required ? false : null]),
  )
  return (
    <fieldset aria-label={field.label} id={id} tabIndex={-1} className={classes.fieldset}>
      <Input.Label required={field.required} labelElement="div">
        {field.label}
      </Input.Label>
      {field.help ? <Input.Description>{field.help}</Input.Description> : null}
      {rows.length > 0 ? (
        <div className={classes.scroll}>
          <table className={classes.rows}>
            <thead>
              <tr>
                {field.columns.map((c) => (
                  <th key={c.name} scope="col">
                    {c.label}
                    {c.required ? <span className={classes.star}> *</span> : null}
                  </th>
                ))}
                <td />
              </tr>
            </thead>
            <tbody>
              {rows.map((row, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
                <tr key={at}>
                  {field.columns.map((c) => (
                    <td key={c.name} data-label={c.label} data-wide={c.widget === 'page' || undefined}>
                      <Cell
                        bare
                        field={c}
                        value={row[c.name]}
                        onChange={(next) => set(rows.map((r, i) => (i === at ? { ...r, [c.name]: next } : r)))}
                      />
                    </td>
                  ))}
                  <td>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={30}
                      aria-label={t('Remove row {number}', { number: at + 1 })}
                      onClick={() => set(rows.filter((_, i) => i !== at))}
                    >
                      <IconX size={14} />
                    </ActionIcon>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        className={classes.add}
        leftSection={<IconPlus size={14} />}
        onClick={() => set([...rows, empty])}
      >
        {t('Add a row')}
      </Button>
      {error ? <Input.Error>{error}</Input.Error> : null}
    </fieldset>
  )
}
