import { Button, Select, TextInput } from '@mantine/core'
import { useRef } from 'react'
import type { RuleReadiness } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useShortcut } from '../../app/shortcuts.ts'
import { shortRef } from '../../ui/standardRef.ts'
import classes from './ReadinessFindings.module.css'

export type FindingAddress = 'severity' | 'part' | 'rule' | 'register' | 'accepted' | 'q' | 'finding'

interface FindingFiltersProps {
  /** The rules that found something. */
  readonly rules: readonly RuleReadiness[]
  readonly address: Readonly<Partial<Record<FindingAddress, string>>>
  readonly update: (patch: Readonly<Partial<Record<FindingAddress, string | null>>>) => void
}

interface Option {
  readonly value: string
  readonly label: string
}

/** Narrows the findings down; each choice stands in the address. */
export function FindingFilters({ rules, address, update }: FindingFiltersProps) {
  const model = useModel()
  const search = useRef<HTMLInputElement>(null)
  useShortcut('/', t('Search in the findings'), () => search.current?.focus())
  const pick = (name: FindingAddress, label: string, options: readonly Option[]) => (
    <Select
      size="xs"
      aria-label={label}
      placeholder={label}
      data={options}
      value={address[name] ?? null}
      onChange={(value) => update({ [name]: value })}
      clearable
      searchable
      comboboxProps={{ withinPortal: true, width: 320, position: 'bottom-start' }}
    />
  )
  const isFiltered = (['severity', 'part', 'rule', 'register', 'accepted', 'q'] as const).some((name) => address[name])
  return (
    <div className={`${classes.filters} no-print`}>
      <TextInput
        ref={search}
        size="xs"
        placeholder={t('Search')}
        aria-label={t('Search in the findings')}
        value={address.q ?? ''}
        onChange={(event) => update({ q: event.currentTarget.value })}
      />
      {pick('severity', t('Grade'), [
        { value: 'major', label: t('Major') },
        { value: 'minor', label: t('Minor') },
        { value: 'ofi', label: t('Opportunity') },
      ])}
      {pick('part', t('Clause or control'), withOwn(partsOf(rules), address.part))}
      {pick('rule', t('Rule'), rulesOf(rules))}
      {pick(
        'register',
        t('Register'),
        registersOf(rules, (name) => model.byName(name)?.label.many ?? name),
      )}
      {pick('accepted', t('Open or accepted'), [{ value: 'yes', label: t('Accepted for a time') }])}
      {isFiltered ? (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => update({ severity: null, part: null, rule: null, register: null, accepted: null, q: null })}
        >
          {t('Clear')}
        </Button>
      ) : null}
    </div>
  )
}

const unique = (list: readonly string[]): string[] => [...new Set(list)]
const natural = (a: string, b: string): number => a.localeCompare(b, undefined, { numeric: true })

const partsOf = (rules: readonly RuleReadiness[]): readonly Option[] =>
  unique(rules.flatMap((rule) => rule.refs.map(shortRef)))
    .toSorted((a, b) => Number(a.startsWith('A.')) - Number(b.startsWith('A.')) || natural(a, b))
    .map((value) => ({ value, label: value }))

/** A whole clause or group may be asked for by a link though no finding names it alone. */
const withOwn = (options: readonly Option[], value: string | undefined): readonly Option[] =>
  value === undefined || options.some((option) => option.value === value)
    ? options
    : [{ value, label: value }, ...options]

const rulesOf = (rules: readonly RuleReadiness[]): readonly Option[] =>
  rules
    .map(({ rule, title }) => ({ value: rule, label: `${rule} ${title}` }))
    .toSorted((a, b) => natural(a.value, b.value))

const registersOf = (rules: readonly RuleReadiness[], labelOf: (name: string) => string): readonly Option[] =>
  unique(rules.flatMap((rule) => rule.registers))
    .map((value) => ({ value, label: labelOf(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label))
