import { useState } from 'react'
import type { Session } from '../../../server/contract.ts'

type Barred = Session['barred']

/**
 * What was barred stays on screen until it is let go: a session that is looked at again when the window comes to the front
 * must not take away recovery codes that somebody is copying.
 */
export function useHeld(barred: Barred): [Barred, () => void] {
  const [held, hold] = useState<Barred>(barred)
  if (held.length === 0 && barred.length > 0) hold(barred)
  return [held.length > 0 ? held : barred, () => hold([])]
}
