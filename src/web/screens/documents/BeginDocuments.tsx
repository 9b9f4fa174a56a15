import { IconFilePlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { NeededDocument } from '../../../programme/documents/neededDocuments.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgApi } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { useOrgLink } from '../../ui/AppLink.tsx'
import { tell, tellProblem } from '../parts/notices.ts'
import { useApply } from '../parts/useApply.ts'

/** Records drafts made from outlines: all that are missing, or the one named. */
function useBegin() {
  const api = useOrgApi()
  const { apply, isApplying } = useApply()
  const { person } = useOrganisation()
  const [isAsking, setAsking] = useState(false)
  const begin = async (outline?: string) => {
    setAsking(true)
    try {
      const { changes } = await api.get('proposals/{kind}', { at: { kind: 'documents' } })
      const chosen = changes
        .filter((change) => outline === undefined || change.values.documentId === outline)
        // Where nobody leads the management system yet, who begins a document looks after it.
        .map((change) => ({ ...change, values: { ...(person === null ? {} : { owner: person }), ...change.values } }))
      return await apply(chosen, t('Begun from the outline'))
    } catch (error) {
      tellProblem(error)
      return null
    } finally {
      setAsking(false)
    }
  }
  return { begin, isBusy: isAsking || isApplying }
}

function useMayCreate(): string | null {
  const create = useModel().byName('document')?.create
  return create === false ? t('Your roles do not let you add documents.') : null
}

/** Outlines of what is missing, each once: one document often serves as several that are needed. */
const outlinesOf = (needed: readonly NeededDocument[]) =>
  new Set(needed.flatMap((d) => (d.standing === 'missing' && d.outline !== null ? [d.outline] : [])))

/** Begins every missing document that has an outline. */
export function BeginAll({ needed }: { needed: readonly NeededDocument[] }) {
  const { begin, isBusy } = useBegin()
  const barred = useMayCreate()
  const count = outlinesOf(needed).size
  if (count === 0) return null
  const all = async () => {
    const made = await begin()
    if (made === null) return
    tell(
      t('{count, plural, one {# document is} other {# documents are}} begun with what your records say.', {
        count: made.length,
      }),
    )
  }
  return (
    <ActionButton
      leftSection={<IconFilePlus size={16} aria-hidden />}
      loading={isBusy}
      disabledReason={barred}
      onClick={() => void all()}
    >
      {t('Begin {count, plural, one {the missing document} other {# missing documents}}', { count })}
    </ActionButton>
  )
}

/** Begins one document and opens it. */
export function BeginOne({ outline, title }: { outline: string; title: string }) {
  const { begin, isBusy } = useBegin()
  const barred = useMayCreate()
  const navigate = useNavigate()
  const link = useOrgLink()
  const path = useModel().byName('document')?.path ?? ''
  const one = async () => {
    const [made] = (await begin(outline)) ?? []
    if (made) await navigate(link(`r/${path}/${made.ref}`))
  }
  return (
    <ActionButton
      variant="default"
      size="compact-sm"
      loading={isBusy}
      disabledReason={barred}
      aria-label={t('Begin {title}', { title })}
      onClick={() => void one()}
    >
      {t('Begin')}
    </ActionButton>
  )
}
