import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { showDay } from './dates.ts'
import { t } from './i18n.ts'

export interface AsOf {
  /** The past day shown, `yyyy-mm-dd`; null when the present is shown. */
  readonly day: string | null
  /** Why nothing can be changed, as a sentence; null in the present. */
  readonly reason: string | null
  /** Puts the whole application at a day, or back to the present. */
  readonly set: (day: string | null) => void
}

const dayPattern = /^\d{4}-\d\d-\d\d/

export function useAsOf(): AsOf {
  const search = useSearch({ strict: false }) as { asOf?: string }
  const navigate = useNavigate()
  const day = search.asOf && dayPattern.test(search.asOf) ? search.asOf : null
  const set = useCallback(
    (next: string | null) =>
      void navigate({ to: '.', search: (old: object) => ({ ...old, asOf: next ?? undefined }) as never }),
    [navigate],
  )
  return {
    day,
    reason:
      day === null ? null : t('You are looking at {day}; go back to today to make changes.', { day: showDay(day) }),
    set,
  }
}
