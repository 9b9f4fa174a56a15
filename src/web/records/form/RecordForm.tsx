import { Button, Stack } from '@mantine/core'
import { type FormEvent, useEffect, useMemo, useRef } from 'react'
import type { FieldDescription, RecordRef, RegisterDescription } from '../../../server/contract.ts'
import type { ApiProblem } from '../../app/api.ts'
import { showAgo } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { sectionsOf } from '../detail/Sections.tsx'
import { keyOf } from '../fields.ts'
import { LinkWidget } from '../widgets/LinkWidget.tsx'
import { UploadsWithoutName } from '../widgets/uploads.ts'
import { Widget } from '../widgets/Widget.tsx'
import { fieldErrors } from './fieldErrors.ts'
import classes from './RecordForm.module.css'
import type { useDraft } from './useDraft.ts'

interface RecordFormProps {
  readonly register: RegisterDescription
  readonly draft: ReturnType<typeof useDraft>
  readonly names: Readonly<Record<string, RecordRef>>
  readonly problem: ApiProblem | null
  readonly isSending: boolean
  readonly submitLabel: string
  readonly disabledReason?: string | null | undefined
  readonly onSubmit: () => void
  readonly onCancel: () => void
}

/** Every property of a record that a person types, section by section. */
export function RecordForm(props: RecordFormProps) {
  const { register, draft, names, problem, isSending, onSubmit } = props
  const form = useRef<HTMLFormElement>(null)
  const known = useMemo(() => [...register.fields.map(keyOf), ...register.links.map((l) => l.name)], [register])
  const errors = fieldErrors(problem, known)
  useShortcut('mod+s', t('Save'), () => form.current?.requestSubmit())
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isSending) onSubmit()
  }
  const typed = (field: FieldDescription) => !field.computed
  const sections = useSections(register)
  return (
    <UploadsWithoutName value={register.withoutName}>
      <form ref={form} onSubmit={submit} noValidate className={classes.form}>
        {problem ? <ErrorSummary problem={problem} errors={errors} register={register} /> : null}
        {draft.foundAt ? (
          <p className={classes.found} role="status">
            {t('Your unsaved changes from {ago} are back.', { ago: showAgo(new Date(draft.foundAt).toISOString()) })}{' '}
            <Button variant="subtle" size="compact-xs" onClick={draft.clear}>
              {t('Discard them')}
            </Button>
          </p>
        ) : null}
        {sections.map((section) => (
          <section key={section.title} className={classes.section}>
            {sections.length > 1 ? <h2 className={classes.heading}>{section.title}</h2> : null}
            {section.help ? <p className={classes.help}>{section.help}</p> : null}
            <Stack gap="md">
              {section.fields.filter(typed).map((field) => {
                const key = keyOf(field)
                return (
                  <Widget
                    key={key}
                    field={field}
                    value={draft.values[key]}
                    onChange={(value) => draft.set(key, value)}
                    error={errors[key]}
                    id={fieldId(key)}
                  />
                )
              })}
              {section.links.map((link) => (
                <LinkWidget
                  key={link.name}
                  link={link}
                  value={draft.values[link.name]}
                  onChange={(value) => draft.set(link.name, value)}
                  names={names}
                  error={errors[link.name]}
                  id={fieldId(link.name)}
                />
              ))}
            </Stack>
          </section>
        ))}
        <div className={classes.foot}>
          <ActionButton type="submit" size="sm" loading={isSending} disabledReason={props.disabledReason}>
            {props.submitLabel}
          </ActionButton>
          <Button size="sm" variant="subtle" color="gray" onClick={props.onCancel}>
            {t('Close')}
          </Button>
          {Object.keys(draft.changed).length > 0 ? (
            <span className={classes.kept}>
              {register.withoutName
                ? t('Kept in this tab until you send it')
                : t('Kept in this browser until you save')}
            </span>
          ) : null}
        </div>
      </form>
    </UploadsWithoutName>
  )
}

const fieldId = (name: string) => `field-${name}`

/** Sections with something to type in them; the title comes first wherever the register puts it. */
function useSections(register: RegisterDescription) {
  return useMemo(
    () => sectionsOf(register).filter((s) => s.fields.some((f) => !f.computed) || s.links.length > 0),
    [register],
  )
}

interface ErrorSummaryProps {
  readonly problem: ApiProblem
  readonly errors: Readonly<Record<string, string>>
  readonly register: RegisterDescription
}

/** What kept the form from being saved, with a way to each place. */
function ErrorSummary({ problem, errors, register }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new problem takes the focus
  useEffect(() => box.current?.focus(), [problem])
  const labelOf = (name: string) =>
    register.fields.find((f) => keyOf(f) === name)?.label ?? register.links.find((l) => l.name === name)?.label ?? name
  const places = Object.entries(errors)
  return (
    <div ref={box} className={classes.errors} role="alert" tabIndex={-1}>
      <h2>{problem.title}</h2>
      {places.length === 0 ? (
        <p>
          {problem.message === problem.title ? '' : `${problem.message} `}
          {problem.next}
        </p>
      ) : (
        <ul>
          {places.map(([name, message]) => (
            <li key={name}>
              <a
                href={`#${fieldId(name)}`}
                onClick={(event) => {
                  event.preventDefault()
                  document.getElementById(fieldId(name))?.focus()
                }}
              >
                {labelOf(name)}
              </a>
              {': '}
              {message}
            </li>
          ))}
        </ul>
      )}
      {problem.requestId ? <p className={classes.help}>{t('Request number {id}', { id: problem.requestId })}</p> : null}
    </div>
  )
}
