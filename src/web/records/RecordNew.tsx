import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { RegisterDescription } from '../../server/contract.ts'
import { t } from '../app/i18n.ts'
import { inSentence } from '../app/inSentence.ts'
import { useMayCreate, useModel } from '../app/model.tsx'
import { useCommit } from '../app/orgApi.ts'
import { useOrganisation } from '../app/session.tsx'
import { AppLink, useOrgLink } from '../ui/AppLink.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { NotFoundState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { RefChips } from '../ui/RefChip.tsx'
import { CaseCodeShown } from './form/CaseCodeShown.tsx'
import { presetValues, splitCustom, writable } from './form/formValues.ts'
import { RecordForm } from './form/RecordForm.tsx'
import { same, useDraft } from './form/useDraft.ts'

/** The form for a new record of any register. */
export default function RecordNew() {
  const { path } = useParams({ strict: false }) as { path?: string }
  const register = useModel().byPath(path ?? '')
  if (!register) return <NotFoundState detail={t('No register has the address "{path}".', { path: path ?? '' })} />
  return <NewRecord register={register} key={register.name} />
}

function NewRecord({ register }: { register: RegisterDescription }) {
  const search = useSearch({ strict: false }) as { with?: string }
  const { person } = useOrganisation()
  const navigate = useNavigate()
  const link = useOrgLink()
  const commit = useCommit()
  const mayCreate = useMayCreate(register)
  const shown = useMemo(() => writable(register, register.notOnCreate ?? []), [register])
  const base = useMemo(
    () => ({
      // Whoever writes a record down owns it until they say otherwise; where that could tell on them, nobody does.
      ...(person !== null && !register.withoutName && register.links.some((l) => l.name === 'owner')
        ? { owner: person }
        : {}),
      ...presetValues(register, search.with),
    }),
    [register, search.with, person],
  )
  const title = t('New {one}', { one: inSentence(register.label.one) })
  const draft = useDraft({
    what: `${register.name}.new.${search.with ?? ''}`,
    title,
    base,
    version: 0,
    place: register.withoutName ? 'tab' : 'browser',
  })
  const [code, setCode] = useState<string | null>(null)
  const leave = () => void navigate(link(`r/${register.path}`))
  const barred = mayCreate
    ? null
    : t('Your roles do not include creating {many}.', { many: inSentence(register.label.many) })
  const submit = () => {
    const given = Object.fromEntries(Object.entries(draft.values).filter(([, v]) => !same(v, null)))
    commit.mutate(
      { changes: [{ do: 'create', register: register.name, ...splitCustom(given) }] },
      {
        onSuccess: ({ records, codes = [] }) => {
          draft.clear()
          const code = codes[0]?.code
          if (code !== undefined) {
            setCode(code)
            return
          }
          const made = records[0]
          notifications.show({ message: t('{ref} is created.', { ref: made?.ref ?? '' }) })
          void navigate(link(made ? `r/${register.path}/${made.ref}` : `r/${register.path}`))
        },
      },
    )
  }
  if (code !== null) return <CaseCodeShown code={code} onDone={leave} />
  return (
    <Page
      title={title}
      kicker={
        <>
          <AppLink to={`r/${register.path}`}>{register.label.many}</AppLink>
          <RefChips references={register.serves} />
        </>
      }
      standing={register.explain}
    >
      {mayCreate || Object.keys(draft.changed).length > 0 ? (
        <RecordForm
          register={shown}
          draft={draft}
          names={{}}
          problem={commit.error}
          isSending={commit.isPending}
          submitLabel={register.withoutName ? t('Send') : t('Create')}
          disabledReason={barred}
          onSubmit={submit}
          onCancel={leave}
        />
      ) : (
        <EmptyState
          title={t('You may not create this')}
          action={
            <Button variant="default" onClick={leave}>
              {t('Back to {many}', { many: inSentence(register.label.many) })}
            </Button>
          }
        >
          {barred}
        </EmptyState>
      )}
    </Page>
  )
}
