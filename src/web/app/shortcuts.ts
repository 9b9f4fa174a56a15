import { useEffect, useRef, useSyncExternalStore } from 'react'

export interface Shortcut {
  /** `j`, `?`, `mod+k` (Ctrl, or Command on a Mac). */
  readonly keys: string
  readonly label: string
}

interface Bound extends Shortcut {
  readonly run: (event: KeyboardEvent) => void
}

let bound: readonly Bound[] = []
const listeners = new Set<() => void>()
function change(next: readonly Bound[]) {
  bound = next
  for (const listener of listeners) listener()
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

const isInDialog = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

function keysOf(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : ''
  return `${mod}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.altKey) return
  const keys = keysOf(event)
  // Single letters must not fire while somebody types, nor behind an open dialog (WCAG 2.1.4).
  if (!keys.startsWith('mod+') && (isTyping(event.target) || isInDialog())) return
  // The last one bound is the innermost: a side panel's `e` wins over its list's.
  const hit = bound.findLast((b) => b.keys === keys)
  if (!hit) return
  event.preventDefault()
  hit.run(event)
}

let isListening = false

/** Binds a key while the component is on screen; it shows in the list that `?` opens. */
export function useShortcut(keys: string, label: string, run: (event: KeyboardEvent) => void, enabled = true): void {
  const latest = useRef(run)
  useEffect(() => {
    latest.current = run
  })
  useEffect(() => {
    if (!enabled) return
    if (!isListening) window.addEventListener('keydown', onKeyDown)
    isListening = true
    const mine: Bound = { keys, label, run: (event) => latest.current(event) }
    change([...bound, mine])
    return () => change(bound.filter((b) => b !== mine))
  }, [keys, label, enabled])
}

/** The keys that work right now, each once. */
export function useShortcuts(): readonly Shortcut[] {
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => bound,
  )
  return all.filter((b, i) => all.findLastIndex((x) => x.keys === b.keys) === i)
}
