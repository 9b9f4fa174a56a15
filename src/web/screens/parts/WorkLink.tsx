import type { ReactNode } from 'react'
import { t } from '../../app/i18n.ts'
import { inSentence } from '../../app/inSentence.ts'
import { useModel } from '../../app/model.tsx'
import { AppLink } from '../../ui/AppLink.tsx'

interface Place {
  readonly register: string | null
  readonly record: { readonly ref: string; readonly register: string } | null
}

/** Where a piece of work is done: the record to finish, or the form for a new one; null for a register one may not see. */
export function useWorkPlace(): (place: Place) => { readonly to: string; readonly label: string } | null {
  const model = useModel()
  return ({ register, record }) => {
    const found = model.byName(record?.register ?? register ?? '')
    if (!found) return null
    if (record) return { to: `r/${found.path}/${record.ref}`, label: t('Open {ref}', { ref: record.ref }) }
    // A document is rarely written from nothing: there are outlines that know what the records say.
    if (found.name === 'document') return { to: 'documents', label: t('Needed documents') }
    return { to: `r/${found.path}/new`, label: t('New {one}', { one: inSentence(found.label.one) }) }
  }
}

/** A link to where the work is done; plain words when the reader may not go there. */
export function WorkLink({ place, children }: { place: Place; children: ReactNode }) {
  const found = useWorkPlace()(place)
  return found ? <AppLink to={found.to}>{children}</AppLink> : <span>{children}</span>
}
