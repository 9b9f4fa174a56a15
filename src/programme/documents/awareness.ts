import { acknowledgement } from '../../registers/acknowledgement.ts'
import { course } from '../../registers/course.ts'
import { document } from '../../registers/document/document.ts'
import { trainingAssignment } from '../../registers/trainingAssignment.ts'
import { type Mention, mention } from '../mention.ts'
import type { Snapshot } from '../snapshot.ts'

/** How far people are with one thing they were asked to do. */
export interface Reached {
  readonly about: Mention
  /** Version of the document or the course. */
  readonly version: string | null
  readonly asked: number
  readonly done: number
  /** Asked, not done, and past its day. */
  readonly late: number
}

export interface Awareness {
  /** Documents in force whose version in force people were asked to confirm. */
  readonly confirmations: readonly Reached[]
  readonly trainings: readonly Reached[]
}

/** What people were asked to confirm and to learn, and how many did (clauses 7.2 and 7.3). */
export function awareness(snapshot: Snapshot): Awareness {
  return { confirmations: confirmations(snapshot), trainings: trainings(snapshot) }
}

function confirmations(snapshot: Snapshot): Reached[] {
  return snapshot.of(document).flatMap((d): Reached[] => {
    const asked = snapshot
      .pointing(acknowledgement, 'document', d.id)
      .filter((a) => a.state !== 'waived' && a.versionAcknowledged === d.approvedVersion)
    if (asked.length === 0) return []
    const open = asked.filter((a) => a.state === 'asked')
    return [
      {
        about: mention(d),
        version: d.approvedVersion,
        asked: asked.length,
        done: asked.length - open.length,
        late: open.filter((a) => isPast(a.dueOn, snapshot.today)).length,
      },
    ]
  })
}

function trainings(snapshot: Snapshot): Reached[] {
  return snapshot.of(course).flatMap((c): Reached[] => {
    const assigned = snapshot.pointing(trainingAssignment, 'course', c.id).filter((t) => t.state !== 'cancelled')
    if (assigned.length === 0) return []
    // One that ran out has to be taken again, so it does not count as done.
    const done = assigned.filter((t) => t.state === 'done' && !isPast(t.validUntil, snapshot.today))
    return [
      {
        about: mention(c),
        version: c.versionLabel,
        asked: assigned.length,
        done: done.length,
        late: assigned.filter(
          (t) => !done.includes(t) && isPast(t.state === 'done' ? t.validUntil : t.dueOn, snapshot.today),
        ).length,
      },
    ]
  })
}

const isPast = (day: string | null, today: string): boolean => day !== null && day < today
