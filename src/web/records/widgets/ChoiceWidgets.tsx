import {
  Checkbox,
  type ComboboxItem,
  Group,
  Input,
  MultiSelect,
  Radio,
  Select,
  Stack,
  UnstyledButton,
} from '@mantine/core'
import { useId } from 'react'
import { locale, t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { choiceLabel } from '../fields.ts'
import classes from './Widgets.module.css'
import { type WidgetProps, wrapperProps } from './widgetProps.ts'

/** So many choices are shown open; more go behind a search. */
const openUpTo = 8

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

export function ChoiceWidget(props: WidgetProps) {
  const { field, value, onChange } = props
  const hint = (option: ComboboxItem) => field.choices.find((c) => c.value === option.value)?.hint
  return (
    <Select
      {...wrapperProps(props)}
      data={field.choices.map(({ value: v, label }) => ({ value: v, label }))}
      value={typeof value === 'string' ? value : null}
      onChange={onChange}
      searchable={field.choices.length > openUpTo}
      clearable={!field.required}
      allowDeselect={!field.required}
      maw={props.bare ? undefined : 420}
      renderOption={({ option }) => (
        <div>
          {option.label}
          {hint(option) ? <div className={classes.hint}>{hint(option)}</div> : null}
        </div>
      )}
    />
  )
}

export function ChoicesWidget(props: WidgetProps) {
  const { field, value, onChange, bare, error, id } = props
  if (bare || field.choices.length > openUpTo) {
    return (
      <MultiSelect
        {...wrapperProps(props)}
        data={field.choices.map(({ value: v, label }) => ({ value: v, label }))}
        value={listOf(value)}
        onChange={(next) => onChange(next)}
        searchable
        clearable
      />
    )
  }
  return (
    <Checkbox.Group
      id={id}
      label={field.label}
      description={field.help}
      error={error}
      withAsterisk={field.required}
      value={listOf(value)}
      onChange={(next) => onChange(next)}
    >
      <Stack gap={10} mt={6}>
        {field.choices.map((c) => (
          <Checkbox key={c.value} size="xs" value={c.value} label={c.label} description={c.hint} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}

/** One of the registers, by its label; the value is its name. */
export function RegisterWidget(props: WidgetProps) {
  const { field, value, onChange } = props
  const model = useModel()
  const choices = model.registers
    .filter((register) => register.area !== 'internal')
    .map((register) => ({ value: register.name, label: register.label.many }))
    .sort((a, b) => a.label.localeCompare(b.label, locale()))
  return (
    <Select
      {...wrapperProps(props)}
      data={choices}
      value={typeof value === 'string' ? value : null}
      onChange={onChange}
      searchable
      clearable={!field.required}
      allowDeselect={!field.required}
      maw={props.bare ? undefined : 420}
    />
  )
}

/** An ordered scale as labelled steps. */
export function ScaleWidget(props: WidgetProps) {
  const { field, value, onChange, error, id, bare } = props
  const name = useId()
  const chosen = field.choices.find((c) => c.value === String(value))
  if (bare) {
    return (
      <Select
        {...wrapperProps(props)}
        data={field.choices.map((c) => ({ value: c.value, label: `${c.value} · ${c.label}` }))}
        value={chosen?.value ?? null}
        onChange={(next) => onChange(next === null ? null : Number(next))}
      />
    )
  }
  return (
    <fieldset className={classes.fieldset} id={id} tabIndex={-1} aria-invalid={error !== undefined}>
      <Input.Label component="legend" required={field.required} labelElement="div">
        {field.label}
      </Input.Label>
      {field.help ? <Input.Description>{field.help}</Input.Description> : null}
      <div className={classes.scale}>
        {field.choices.map((step) => (
          <label key={step.value} className={classes.step} data-chosen={step === chosen || undefined}>
            <input
              type="radio"
              name={name}
              value={step.value}
              checked={step === chosen}
              onChange={() => onChange(Number(step.value))}
            />
            <span className={classes.stepValue}>{step.value}</span>
            <span>{choiceLabel(field, step.value)}</span>
          </label>
        ))}
      </div>
      <div className={classes.below}>
        <span className={classes.hint}>{chosen?.hint ?? ''}</span>
        {chosen && !field.required ? (
          <UnstyledButton className={classes.clear} onClick={() => onChange(null)}>
            {t('Clear')}
          </UnstyledButton>
        ) : null}
      </div>
      {error ? <Input.Error>{error}</Input.Error> : null}
    </fieldset>
  )
}

export function YesNoWidget(props: WidgetProps) {
  const { field, value, onChange, error, id, bare } = props
  const chosen = value === true ? 'yes' : value === false ? 'no' : ''
  if (bare) {
    return (
      <Checkbox
        id={id}
        size="xs"
        aria-label={field.label}
        checked={value === true}
        onChange={(e) => onChange(e.currentTarget.checked)}
      />
    )
  }
  return (
    <Radio.Group
      id={id}
      label={field.label}
      description={field.help}
      error={error}
      withAsterisk={field.required}
      value={chosen}
      onChange={(next) => onChange(next === '' ? null : next === 'yes')}
    >
      <Group gap="md" mt={6}>
        <Radio size="xs" value="yes" label={t('Yes')} />
        <Radio size="xs" value="no" label={t('No')} />
        {field.required ? null : <Radio size="xs" value="" label={t('Not given')} />}
      </Group>
    </Radio.Group>
  )
}
