import { useState } from 'react'
import type { ProposedChange } from '../../../server/contract/told.ts'
import type { Change, RecordItem } from '../../../server/contract.ts'
import { useCommit } from '../../app/orgApi.ts'
import { tellProblem } from './notices.ts'

/** A proposal says why it is made; a change does not, its reason is that of the whole commit. */
export function asChange(proposed: ProposedChange): Change {
  const { reason: _, ...change } = proposed
  return change
}

/** Records written in one commit; each batch succeeds or fails as a whole. */
const batchSize = 100

/** Writes chosen proposals, in batches, and tells how far it is. */
export function useApply() {
  const commit = useCommit()
  const [done, setDone] = useState<number | null>(null)
  const apply = async (proposals: readonly ProposedChange[], reason: string): Promise<readonly RecordItem[] | null> => {
    const made: RecordItem[] = []
    setDone(0)
    try {
      for (let at = 0; at < proposals.length; at += batchSize) {
        const changes = proposals.slice(at, at + batchSize).map(asChange)
        const { records } = await commit.mutateAsync({ changes, reason })
        made.push(...records)
        setDone(at + changes.length)
      }
      return made
    } catch (error) {
      tellProblem(error)
      return null
    } finally {
      setDone(null)
    }
  }
  return { apply, done, isApplying: done !== null }
}
