import { NativeSelect, NumberInput, Radio, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { Section } from '../parts/Section.tsx'
import { type Draft, draftFrom, type Source } from './draft.ts'
import { Former } from './Former.tsx'
import classes from './Import.module.css'
import { StepBar } from './StepBar.tsx'

interface TableStepProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly onBack: () => void
  readonly onNext: () => void
}

const encodings = [
  'utf-8',
  'windows-1252',
  'iso-8859-15',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'shift_jis',
  'gb18030',
]

/** What was found in the file, how it is read, and the register it goes to. */
export function TableStep({ draft, onChange, onBack, onNext }: TableStepProps) {
  const api = useOrgApi()
  const { facts, source } = draft
  const again = useMutation<Draft, ApiProblem, { source: Source; register: string | null }>({
    mutationFn: async (asked) => {
      const body = {
        hash: facts.hash,
        name: facts.name,
        ...asked.source,
        ...(asked.register ? { register: asked.register } : {}),
      }
      const read = await api.post('imports/read', { body }).catch((error) => Promise.reject(asProblem(error)))
      return draftFrom(read, asked.source)
    },
    onSuccess: onChange,
  })
  const reread = (change: Source) => again.mutate({ source: { ...source, ...change }, register: draft.register })
  return (
    <>
      <Section
        title={t('{name}: {rows} rows, {columns} columns', {
          name: facts.name,
          rows: showNumber(facts.rowCount),
          columns: facts.columns.length,
        })}
      >
        <div className={classes.fields}>
          {facts.sheets.length > 1 ? (
            <NativeSelect
              label={t('Sheet')}
              value={facts.sheet ?? ''}
              data={[...facts.sheets]}
              onChange={(event) => reread({ sheet: event.currentTarget.value })}
            />
          ) : null}
          {facts.format === 'csv' ? (
            <>
              <NativeSelect
                label={t('Encoding')}
                value={facts.encoding ?? ''}
                data={[...new Set([facts.encoding ?? 'utf-8', ...encodings])]}
                onChange={(event) => reread({ encoding: event.currentTarget.value })}
              />
              <NativeSelect
                label={t('Columns are separated by')}
                value={facts.delimiter ?? ','}
                data={[
                  { value: ',', label: t('Comma') },
                  { value: ';', label: t('Semicolon') },
                  { value: '\t', label: t('Tabulator') },
                  { value: '|', label: t('Bar') },
                ]}
                onChange={(event) => reread({ delimiter: event.currentTarget.value })}
              />
            </>
          ) : null}
          <NumberInput
            label={t('Names of columns are in line')}
            min={1}
            max={100_000}
            value={facts.headerRow}
            onChange={(value) => typeof value === 'number' && value !== facts.headerRow && reread({ headerRow: value })}
          />
        </div>
        {facts.notes.length > 0 ? (
          <ul className={classes.notes}>
            {facts.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        ) : null}
      </Section>
      <Destination draft={draft} onChange={onChange} onRegister={(register) => again.mutate({ source, register })} />
      {again.error ? (
        <p role="alert" className={classes.bad}>
          {again.error.message} {again.error.next}
        </p>
      ) : null}
      <StepBar
        label={draft.preset === null ? t('On to the columns') : t('On to the check')}
        loading={again.isPending}
        disabledReason={draft.preset === null && draft.mapping === null ? t('Choose where the rows go.') : null}
        onBack={onBack}
        onNext={onNext}
      />
    </>
  )
}

interface DestinationProps {
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly onRegister: (register: string) => void
}

function Destination({ draft, onChange, onRegister }: DestinationProps) {
  const model = useModel()
  const { roles } = useOrganisation()
  const { facts } = draft
  const open = model.registers.filter((r) => r.area !== 'internal' && roles.some((role) => r.mayCreate.includes(role)))
  const likely = facts.guesses.map((g) => g.register)
  const register = (
    <NativeSelect
      label={t('Register')}
      description={t('The one its columns resemble most is chosen; take another if it is not right.')}
      value={draft.register ?? ''}
      onChange={(event) => event.currentTarget.value !== '' && onRegister(event.currentTarget.value)}
    >
      {draft.register === null ? <option value="">{t('Choose')}</option> : null}
      <optgroup label={t('Columns resemble')}>
        {facts.guesses.map((g) => (
          <option key={g.register} value={g.register}>
            {t('{label} ({matched} of {columns} columns)', {
              label: g.label,
              matched: g.matched,
              columns: facts.columns.length,
            })}
          </option>
        ))}
      </optgroup>
      <optgroup label={t('Others')}>
        {open
          .filter((r) => !likely.includes(r.name))
          .map((r) => (
            <option key={r.name} value={r.name}>
              {r.label.many}
            </option>
          ))}
      </optgroup>
    </NativeSelect>
  )
  return (
    <Section title={t('Where it goes')}>
      {facts.preset === null ? (
        <div className={classes.fields}>{register}</div>
      ) : (
        <Stack gap="sm" className={classes.narrow}>
          <Radio.Group
            label={t('How it is read')}
            value={draft.preset === null ? 'register' : 'preset'}
            onChange={(value) =>
              value === 'preset'
                ? onChange({ ...draft, preset: facts.preset, mode: 'createOrUpdate' })
                : onRegister(draft.register ?? facts.guesses[0]?.register ?? 'aiSystem')
            }
          >
            <Stack gap={6} mt={6}>
              <Radio
                value="preset"
                label={t('As the 2024 federal inventory of AI use cases')}
                description={t(
                  'Systems, units, suppliers, data sets, risks, monitors and what agencies state about them go to their registers; every other column is kept word for word.',
                )}
              />
              <Radio value="register" label={t('As rows of one register')} />
            </Stack>
          </Radio.Group>
          {draft.preset === null ? (
            register
          ) : (
            <NativeSelect
              label={t('Agency')}
              value={draft.agency ?? ''}
              onChange={(event) => onChange({ ...draft, agency: event.currentTarget.value || null })}
              data={[
                { value: '', label: t('All ({rows} rows)', { rows: showNumber(facts.rowCount) }) },
                ...facts.agencies.map((a) => ({
                  value: a.name,
                  label: t('{name} ({rows} rows)', { name: a.name, rows: showNumber(a.rows) }),
                })),
              ]}
            />
          )}
        </Stack>
      )}
      {draft.preset === null && draft.mapping !== null ? <Former draft={draft} onChange={onChange} /> : null}
    </Section>
  )
}
