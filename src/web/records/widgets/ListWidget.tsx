import { ActionIcon, Button, Input, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useRef } from 'react'
import { t } from '../../app/i18n.ts'
import classes from './Widgets.module.css'
import type { WidgetProps } from './widgetProps.ts'

/** A list of short texts; Enter goes on to the next, pasted lines become entries. */
export function ListWidget({ field, value, onChange, error, id, bare }: WidgetProps) {
  const items = Array.isArray(value) ? value.map(String) : []
  const place = useRef<HTMLFieldSetElement>(null)
  const set = (next: readonly string[]) => onChange(next.length === 0 ? null : next)
  const focus = (at: number) =>
    // The input appears with the next paint.
    requestAnimationFrame(() => place.current?.querySelectorAll('input')[at]?.focus())
  const add = (at: number) => {
    set([...items.slice(0, at), '', ...items.slice(at)])
    focus(at)
  }
  const paste = (at: number, text: string) => {
    const lines = text
      .split(/\r?\n/)
      .map((l) => l.trim())
      .filter((l) => l !== '')
    if (lines.length < 2) return false
    set([...items.slice(0, at), ...lines, ...items.slice(at + 1)])
    return true
  }
  return (
    <fieldset ref={place} aria-label={field.label} id={id} tabIndex={-1} className={classes.fieldset}>
      {bare ? null : (
        <>
          <Input.Label required={field.required} labelElement="div">
            {field.label}
          </Input.Label>
          {field.help ? <Input.Description>{field.help}</Input.Description> : null}
        </>
      )}
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
        <div key={at} className={classes.listRow}>
          <TextInput
            size="xs"
            value={item}
            dir="auto"
            aria-label={t('{label}, entry {number}', { label: field.label, number: at + 1 })}
            onChange={(event) => set(items.map((x, i) => (i === at ? event.currentTarget.value : x)))}
            onPaste={(event) => {
              if (item === '' && paste(at, event.clipboardData.getData('text'))) event.preventDefault()
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault()
              add(at + 1)
            }}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label={t('Remove entry {number}', { number: at + 1 })}
            onClick={() => set(items.filter((_, i) => i !== at))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        className={classes.add}
        leftSection={<IconPlus size={14} />}
        onClick={() => add(items.length)}
      >
        {t('Add an entry')}
      </Button>
      {error ? <Input.Error>{error}</Input.Error> : null}
    </fieldset>
  )
}
