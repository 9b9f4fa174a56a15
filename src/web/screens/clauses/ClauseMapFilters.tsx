import { Button, Select, UnstyledButton } from '@mantine/core'
import type { Tone } from '../../../model/index.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import screen from '../parts/Screen.module.css'
import classes from './ClauseMap.module.css'
import { statusWords } from './statusWords.ts'

type Patch = Readonly<Partial<Record<'part' | 'status' | 'ref', string | null>>>

interface ClauseMapFiltersProps {
  readonly parts: readonly { readonly id: string; readonly title: string }[]
  readonly part: string | undefined
  readonly status: string | undefined
  readonly counts: ReadonlyMap<Tone, number>
  readonly update: (patch: Patch) => void
}

const order: readonly Tone[] = ['missing', 'draft', 'inReview', 'overdue', 'due', 'inForce', 'conforms', 'retired']

/** Narrows the map to a part of the standard and to a standing. */
export function ClauseMapFilters({ parts, part, status, counts, update }: ClauseMapFiltersProps) {
  const words = statusWords()
  return (
    <div className={`${classes.filters} no-print`}>
      <Select
        size="xs"
        aria-label={t('Part of the standard')}
        placeholder={t('All clauses and controls')}
        data={parts.map(({ id, title }) => ({ value: id, label: `${id} ${title}` }))}
        value={part ?? null}
        onChange={(value) => update({ part: value })}
        clearable
        searchable
        w={280}
      />
      {order
        .filter((tone) => counts.has(tone))
        .map((tone) => (
          <UnstyledButton
            key={tone}
            className={screen.chip}
            aria-pressed={status === tone}
            onClick={() => update({ status: status === tone ? null : tone })}
          >
            {words[tone]}
            <span>{showNumber(counts.get(tone) ?? 0)}</span>
          </UnstyledButton>
        ))}
      {part || status ? (
        <Button variant="subtle" color="gray" onClick={() => update({ part: null, status: null })}>
          {t('Clear')}
        </Button>
      ) : null}
    </div>
  )
}
