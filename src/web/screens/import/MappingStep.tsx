import { Checkbox, NativeSelect, SegmentedControl } from '@mantine/core'
import type { ImportTarget } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import screen from '../parts/Screen.module.css'
import { Section } from '../parts/Section.tsx'
import {
  type ColumnTarget,
  type Draft,
  dateOrderOf,
  dateOrders,
  mappingFaults,
  retarget,
  targetOf,
  targetValue,
  withDateOrder,
} from './draft.ts'
import classes from './Import.module.css'
import { StepBar } from './StepBar.tsx'

interface MappingStepProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly onBack: () => void
  readonly onNext: () => void
}

/** Which column goes into which field; every proposal says how sure it is and can be changed. */
export function MappingStep({ draft, onChange, onBack, onNext }: MappingStepProps) {
  const { facts, mapping } = draft
  const proposal = facts.proposal
  if (proposal === null || mapping === null) return null
  const to = new Map(mapping.columns.map((c) => [c.column, c.to]))
  const { twice, missing } = mappingFaults(draft)
  const set = (column: string, target: ColumnTarget) =>
    onChange({ ...draft, mapping: retarget(mapping, column, target) })
  return (
    <>
      <Section
        title={t('Columns')}
        about={t(
          'An own field keeps the text of a column that no field fits. What is left out is not imported; the file stays with the import.',
        )}
      >
        <div className={screen.tableFrame}>
          <table className={`${screen.table} ${classes.mapping}`}>
            <caption>{t('Columns of the file and where they go')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('Column')}</th>
                <th scope="col">{t('In the file')}</th>
                <th scope="col">{t('Goes into')}</th>
                <th scope="col">{t('Proposed because')}</th>
              </tr>
            </thead>
            <tbody>
              {facts.columns.map((column) => {
                const target = to.get(column.name) ?? { as: 'ignore' as const }
                const proposed = proposal.columns.find((p) => p.column === column.name)
                return (
                  <tr key={column.name}>
                    <th scope="row">
                      <span className={classes.letter}>{column.letter}</span> <bdi>{column.name}</bdi>
                    </th>
                    <td className={classes.samples}>
                      <bdi>{column.samples.join(' · ') || '–'}</bdi>
                    </td>
                    <td>
                      <TargetSelect
                        column={column.name}
                        target={target}
                        targets={proposal.targets}
                        onChange={(next) => set(column.name, next)}
                      />
                    </td>
                    <td>
                      {proposed && targetValue(target) === `field:${proposed.field}` ? (
                        <Why {...proposed} />
                      ) : proposed?.field === null ? (
                        <span className={screen.small}>{proposed.reason}</span>
                      ) : (
                        <span className={screen.small}>{t('Chosen by you')}</span>
                      )}
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      </Section>
      <Existing draft={draft} onChange={onChange} />
      {twice.length > 0 ? (
        <p className={screen.notice} data-hue="warn" role="status">
          {t('Two columns go into {fields}; where both have text, the row cannot be imported.', {
            fields: twice.join(', '),
          })}
        </p>
      ) : null}
      <StepBar
        label={t('Check the rows')}
        disabledReason={
          missing.length > 0 &&
          t('No column goes into {fields}, which every new record needs.', { fields: missing.join(', ') })
        }
        onBack={onBack}
        onNext={onNext}
      >
        {missing.length > 0 ? (
          <span className={classes.bad}>{t('Still needed: {fields}', { fields: missing.join(', ') })}</span>
        ) : null}
      </StepBar>
    </>
  )
}

function Why({ confidence, reason }: { confidence: number; reason: string }) {
  const [tone, label] =
    confidence >= 0.95
      ? (['conforms', t('Sure')] as const)
      : confidence >= 0.7
        ? (['opportunity', t('Likely')] as const)
        : (['minor', t('Look at it')] as const)
  return (
    <>
      <ToneBadge tone={tone} label={label} plain />
      <div className={screen.small}>{reason}</div>
    </>
  )
}

interface TargetSelectProps {
  readonly column: string
  readonly target: ColumnTarget
  readonly targets: readonly ImportTarget[]
  readonly onChange: (target: ColumnTarget) => void
}

function TargetSelect({ column, target, targets, onChange }: TargetSelectProps) {
  const options = (list: readonly ImportTarget[]) =>
    list.map((x) => (
      <option key={x.name} value={`field:${x.name}`}>
        {x.required ? `${x.label} *` : x.label}
      </option>
    ))
  const of = (...sources: readonly string[]) => targets.filter((x) => sources.includes(x.source))
  const chosen = target.as === 'field' ? targets.find((x) => x.name === target.field) : undefined
  return (
    <div className={classes.target}>
      <NativeSelect
        aria-label={t('{column} goes into', { column })}
        value={targetValue(target)}
        onChange={(event) => onChange(targetOf(event.currentTarget.value, target))}
      >
        <option value="ignore">{t('Left out')}</option>
        <option value="custom">{t('An own field')}</option>
        <optgroup label={t('Fields')}>{options(of('ref', 'field'))}</optgroup>
        <optgroup label={t('Links')}>{options(of('link'))}</optgroup>
        {of('own').length > 0 ? <optgroup label={t('Own fields')}>{options(of('own'))}</optgroup> : null}
      </NativeSelect>
      {chosen?.kind === 'date' ? (
        <NativeSelect
          aria-label={t('Order of dates in {column}', { column })}
          value={dateOrderOf(target)}
          onChange={(event) =>
            onChange(withDateOrder(target, dateOrders.find((order) => order === event.currentTarget.value) ?? ''))
          }
          data={[
            { value: '', label: t('Dates as written; unclear ones are told') },
            { value: 'dmy', label: t('Day first: 31/12/2026') },
            { value: 'mdy', label: t('Month first: 12/31/2026') },
          ]}
        />
      ) : null}
    </div>
  )
}

/** How rows find records that are there already. */
function Existing({ draft, onChange }: Pick<MappingStepProps, 'draft' | 'onChange'>) {
  const used = new Set((draft.mapping?.columns ?? []).flatMap(({ to }) => (to.as === 'field' ? [to.field] : [])))
  const keys = (draft.facts.proposal?.targets ?? []).filter((x) => x.kind === 'text' && used.has(x.name))
  const setKey = (key: string | null) =>
    onChange({ ...draft, key, mode: key === null ? 'create' : draft.key === null ? 'createOrUpdate' : draft.mode })
  return (
    <Section title={t('Records that are there already')}>
      <div className={classes.fields}>
        <NativeSelect
          label={t('A row means the same record when this agrees')}
          value={draft.key ?? ''}
          onChange={(event) => setKey(event.currentTarget.value || null)}
          data={[
            { value: '', label: t('Every row is a new record') },
            ...keys.map((k) => ({ value: k.name, label: k.label })),
          ]}
        />
        {draft.key === null ? null : (
          <div>
            <div className={classes.label}>{t('Then')}</div>
            <SegmentedControl
              className={classes.then}
              size="xs"
              aria-label={t('What happens to records that are there')}
              value={draft.mode}
              onChange={(mode) => onChange({ ...draft, mode: mode as Draft['mode'] })}
              data={[
                { value: 'createOrUpdate', label: t('Add and change') },
                { value: 'create', label: t('Only add') },
                { value: 'update', label: t('Only change') },
              ]}
            />
          </div>
        )}
      </div>
      {draft.key === null || draft.mode === 'create' ? null : (
        <Checkbox
          mt="md"
          checked={draft.clears}
          onChange={(event) => onChange({ ...draft, clears: event.currentTarget.checked })}
          label={t('An empty cell takes away what the record has')}
          description={t('Otherwise empty cells say nothing, and the record keeps its value.')}
        />
      )}
    </Section>
  )
}
