import { ActionIcon, Button, CloseButton, Popover, TextInput, UnstyledButton } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconFilter, IconSearch, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { RecordRef, RegisterDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { TextSkeleton } from '../../ui/Skeletons.tsx'
import { useFilterWords } from './filterWords.ts'
import type { ListFilter, ListState, UpdateList } from './listState.ts'
import classes from './RecordList.module.css'

const FilterEditor = lazy(() => import('./FilterEditor.tsx'))

interface FilterBarProps {
  readonly register: RegisterDescription
  readonly state: ListState
  readonly update: UpdateList
  readonly names: Readonly<Record<string, RecordRef>>
}

/** Words and conditions that narrow the list; each condition is a chip that can be changed or taken off. */
export function FilterBar({ register, state, update, names }: FilterBarProps) {
  const set = (filters: readonly ListFilter[]) => update({ filters })
  return (
    <search className={`${classes.bar} no-print`}>
      <WordsInput q={state.q} onChange={(q) => update({ q }, true)} />
      {state.filters.map((filter, at) => (
        <FilterChip
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no identity but its place
          key={`${at}:${filter.name}`}
          register={register}
          filter={filter}
          names={names}
          onChange={(next) => set(state.filters.map((f, i) => (i === at ? next : f)))}
          onRemove={() => set(state.filters.filter((_, i) => i !== at))}
        />
      ))}
      {state.archived ? (
        <span className={classes.chip}>
          <span className={classes.chipWords}>{t('Archived')}</span>
          <CloseButton size="xs" aria-label={t('Show live records')} onClick={() => update({ archived: false })} />
        </span>
      ) : null}
      <AddFilter register={register} onAdd={(filter) => set([...state.filters, filter])} />
    </search>
  )
}

function WordsInput({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const [words, setWords] = useState(q)
  const input = useRef<HTMLInputElement>(null)
  const send = useDebouncedCallback(onChange, 200)
  // Back and forward buttons, and saved views, change the words from outside.
  useEffect(() => setWords(q), [q])
  useShortcut('/', t('Filter the list'), () => input.current?.focus())
  return (
    <TextInput
      ref={input}
      className={classes.search}
      size="xs"
      leftSection={<IconSearch size={14} />}
      placeholder={t('Filter by words')}
      aria-label={t('Filter by words')}
      value={words}
      onChange={(event) => {
        setWords(event.currentTarget.value)
        send(event.currentTarget.value.trim())
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur()
      }}
    />
  )
}

interface FilterChipProps {
  readonly register: RegisterDescription
  readonly filter: ListFilter
  readonly names: Readonly<Record<string, RecordRef>>
  readonly onChange: (filter: ListFilter) => void
  readonly onRemove: () => void
}

function FilterChip({ register, filter, names, onChange, onRemove }: FilterChipProps) {
  const [opened, setOpened] = useState(false)
  const words = useFilterWords(register, names)(filter)
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus shadow="md" width={300}>
      <Popover.Target>
        <span className={classes.chip}>
          <UnstyledButton className={classes.chipWords} onClick={() => setOpened(true)}>
            <span>
              {words.property} {words.operator}
            </span>{' '}
            <bdi>{words.value}</bdi>
          </UnstyledButton>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            onClick={onRemove}
            aria-label={t('Remove the filter on {property}', { property: words.property })}
          >
            <IconX size={14} />
          </ActionIcon>
        </span>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<TextSkeleton />}>
          <FilterEditor
            register={register}
            start={filter}
            onDone={(next) => {
              setOpened(false)
              onChange(next)
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

function AddFilter({ register, onAdd }: { register: RegisterDescription; onAdd: (filter: ListFilter) => void }) {
  const [opened, setOpened] = useState(false)
  useShortcut('f', t('Add a filter'), () => setOpened(true))
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus shadow="md" width={300}>
      <Popover.Target>
        <Button variant="subtle" color="gray" leftSection={<IconFilter size={14} />} onClick={() => setOpened(!opened)}>
          {t('Add filter')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<TextSkeleton />}>
          <FilterEditor
            register={register}
            start={null}
            onDone={(filter) => {
              setOpened(false)
              onAdd(filter)
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
