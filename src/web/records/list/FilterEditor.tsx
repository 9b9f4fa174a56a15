import { Button, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FilterOperator } from '../../../model/index.ts'
import type { RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { type Property, propertiesOf } from '../fields.ts'
import { RecordPicker } from '../widgets/RecordPicker.tsx'
import { useClosingDropdown } from '../widgets/useClosingDropdown.ts'
import { operatorsOf, operatorWords, optionsOf } from './filterWords.ts'
import type { ListFilter } from './listState.ts'

interface FilterEditorProps {
  readonly register: RegisterDescription
  readonly start: ListFilter | null
  readonly onDone: (filter: ListFilter) => void
}

/** Puts a condition together: property, operator, value. */
export default function FilterEditor({ register, start, onDone }: FilterEditorProps) {
  const choices = propertiesOf(register).filter((p) => operatorsOf(p).length > 0)
  const [name, setName] = useState(start?.name ?? null)
  const property = choices.find((p) => p.name === name)
  const operators = property ? operatorsOf(property) : []
  const [chosen, setOperator] = useState<FilterOperator | null>(start?.operator ?? null)
  const operator = operators.find((o) => o === chosen) ?? operators[0]
  const [value, setValue] = useState(start?.value ?? '')
  const final = operator === 'empty' ? (value === 'no' ? 'no' : 'yes') : value.trim()
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (property && operator && final !== '') onDone({ name: property.name, operator, value: final })
      }}
    >
      <Stack gap="xs">
        <Select
          label={t('Property')}
          data={choices.map((p) => ({ value: p.name, label: p.label }))}
          value={name}
          onChange={(next) => {
            setName(next)
            setOperator(null)
            setValue('')
          }}
          searchable
          comboboxProps={{ withinPortal: false }}
          // The editor arrives after its popover has opened, too late for the popover to give it focus.
          autoFocus={start === null}
        />
        {property && operator ? (
          <>
            <Select
              label={t('Condition')}
              data={operators.map((o) => ({ value: o, label: operatorWords(o) }))}
              value={operator}
              onChange={(next) => setOperator(next as FilterOperator)}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
            />
            <FilterValue
              register={register}
              property={property}
              operator={operator}
              value={value}
              onChange={setValue}
            />
          </>
        ) : null}
        <Button type="submit" disabled={!property || !operator || final === ''}>
          {start ? t('Change the filter') : t('Add filter')}
        </Button>
      </Stack>
    </form>
  )
}

interface FilterValueProps {
  readonly register: RegisterDescription
  readonly property: Property
  readonly operator: FilterOperator
  readonly value: string
  readonly onChange: (value: string) => void
}

const days = new Set<FilterOperator>(['before', 'after'])

function FilterValue({ register, property, operator, value, onChange }: FilterValueProps) {
  const label = t('Value')
  const options = optionsOf(property, register)
  const dropdown = useClosingDropdown(true)
  if (operator === 'empty') {
    const data = [
      { value: 'yes', label: t('It is empty') },
      { value: 'no', label: t('It is given') },
    ]
    return (
      <Select
        label={label}
        data={data}
        value={value === 'no' ? 'no' : 'yes'}
        onChange={(v) => onChange(v ?? 'yes')}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
      />
    )
  }
  if (property.kind === 'link' || property.name === 'owner') {
    const to = property.kind === 'link' ? property.link.to : 'person'
    return (
      <RecordPicker
        label={label}
        to={to}
        many
        value={value === '' ? [] : value.split('|')}
        onChange={(ids) => onChange(ids.join('|'))}
        withinPortal={false}
      />
    )
  }
  if (options && ['is', 'not', 'has'].includes(operator)) {
    return (
      <MultiSelect
        label={label}
        data={[...options]}
        value={value === '' ? [] : value.split('|')}
        onChange={(v) => {
          onChange(v.join('|'))
          dropdown.close()
        }}
        {...dropdown.props}
        searchable
        comboboxProps={{ withinPortal: false }}
      />
    )
  }
  const isDay = days.has(operator) || (property.kind === 'field' && property.field.widget === 'date')
  if (isDay)
    return <TextInput type="date" label={label} value={value} onChange={(e) => onChange(e.currentTarget.value)} />
  if (operator === 'atLeast' || operator === 'atMost') {
    return <NumberInput label={label} value={value} onChange={(v) => onChange(String(v))} />
  }
  return <TextInput label={label} value={value} onChange={(e) => onChange(e.currentTarget.value)} />
}
