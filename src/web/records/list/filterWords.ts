import type { FilterOperator } from '../../../model/index.ts'
import type { RecordRef, RegisterDescription } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { shortRef } from '../../ui/standardRef.ts'
import { type Property, propertiesOf } from '../fields.ts'
import type { ListFilter } from './listState.ts'

export const operatorWords = (operator: FilterOperator): string =>
  ({
    is: t('is'),
    not: t('is not'),
    contains: t('contains'),
    atLeast: t('is at least'),
    atMost: t('is at most'),
    before: t('is before'),
    after: t('is after'),
    has: t('has'),
    empty: t('is empty'),
  })[operator] ?? operator

/** Operators a property can be filtered by; none when it cannot. */
export function operatorsOf(property: Property): readonly FilterOperator[] {
  switch (property.kind) {
    case 'field':
      return property.field.filters as readonly FilterOperator[]
    case 'link':
      return ['has', 'empty']
    case 'shared':
      if (property.name === 'title') return ['contains', 'is']
      if (property.name === 'state') return ['is', 'not']
      if (property.name === 'owner') return ['is', 'empty']
      return property.name === 'ref' ? [] : ['before', 'after']
  }
}

/** Values to choose from, when the property has a fixed set of them. */
export function optionsOf(
  property: Property,
  register: RegisterDescription,
): readonly { value: string; label: string }[] | null {
  if (property.kind === 'shared' && property.name === 'state') {
    return register.states.map((s) => ({ value: s.name, label: s.label }))
  }
  if (property.kind !== 'field') return null
  if (property.field.widget === 'yesNo') {
    return [
      { value: 'true', label: t('Yes') },
      { value: 'false', label: t('No') },
    ]
  }
  return property.field.choices.length > 0 ? property.field.choices : null
}

/** A condition as words: property, operator, value. */
export function useFilterWords(register: RegisterDescription, names: Readonly<Record<string, RecordRef>>) {
  return (filter: ListFilter): { property: string; operator: string; value: string } => {
    const property = propertiesOf(register).find((p) => p.name === filter.name)
    const label = property?.label ?? filter.name
    if (filter.operator === 'empty') {
      return { property: label, operator: filter.value === 'no' ? t('is given') : t('is empty'), value: '' }
    }
    const options = property ? optionsOf(property, register) : null
    const isRefs = property?.kind === 'field' && property.field.widget === 'standardRefs'
    const say = (value: string): string => {
      if (options) return options.find((o) => o.value === value)?.label ?? value
      if (names[value]) return names[value].title
      if (isRefs) return shortRef(value)
      return /^\d{4}-\d\d-\d\d$/.test(value) ? showDay(value, 'short') : value
    }
    return {
      property: label,
      operator: operatorWords(filter.operator),
      value: filter.value
        .split('|')
        .map(say)
        .join(` ${t('or')} `),
    }
  }
}
