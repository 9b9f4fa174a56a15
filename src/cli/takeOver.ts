import type { OrganisationClient } from '../server/client/sender.ts'
import type { ProposedChange } from '../server/contract/told.ts'
import { Cancelled } from './stopping.ts'

const together = 500

/** Records proposals as drafts, those with the same reason together; a signal stops it between two parts. */
export async function takeOver(
  org: Pick<OrganisationClient, 'post'>,
  changes: readonly ProposedChange[],
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<number> {
  let done = 0
  while (done < changes.length) {
    if (signal.aborted)
      throw new Cancelled(`Cancelled; ${done} of ${changes.length} proposals are recorded, the others are not.`)
    const reason = changes[done]?.reason ?? ''
    let end = done + 1
    while (end < changes.length && end - done < together && changes[end]?.reason === reason) end++
    const part = changes.slice(done, end).map(({ reason: _why, ...change }) => change)
    await org.post('changes', { body: { changes: part, reason } })
    done = end
    onProgress(done)
  }
  return done
}
