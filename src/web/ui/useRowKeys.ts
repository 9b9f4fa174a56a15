import { useState } from 'react'
import { t } from '../app/i18n.ts'
import { useShortcut } from '../app/shortcuts.ts'

interface RowKeys {
  readonly count: number
  /** Row to start from: the one whose panel is open, or -1. */
  readonly start: number
  readonly scrollTo: (index: number) => void
  readonly open: ((index: number) => void) | undefined
  readonly toggle: ((index: number) => void) | undefined
}

/** Moves a cursor through rows with `j` and `k`, opens with Enter, selects with `x`. */
export function useRowKeys({ count, start, scrollTo, open, toggle }: RowKeys): { cursor: number } {
  const [cursor, setCursor] = useState(-1)
  const opens = open !== undefined
  const move = (step: number) => {
    const next = Math.min(count - 1, Math.max(0, (cursor < 0 ? start : cursor) + step))
    setCursor(next)
    scrollTo(next)
    // With a panel open, moving on shows the next record in it.
    if (start >= 0) open?.(next)
  }
  useShortcut('j', t('Next row'), () => move(1), opens)
  useShortcut('k', t('Former row'), () => move(-1), opens)
  useShortcut('o', t('Open the row'), () => cursor >= 0 && open?.(cursor), opens)
  useShortcut('x', t('Select the row'), () => cursor >= 0 && toggle?.(cursor), toggle !== undefined)
  return { cursor: cursor < count ? cursor : -1 }
}
