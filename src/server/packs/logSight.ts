import type { AnyRecord } from '../../model/index.ts'

/** Whether whoever makes a pack may know of a record, archived ones too: then it shows what was logged about it. */
export type LogSight = (about: Pick<AnyRecord, 'id' | 'register'>) => boolean

/** The record an entry of the log is about; null when it is about something else, such as a membership. */
export function recordOf(entry: string): Pick<AnyRecord, 'id' | 'register'> | null {
  // Entries are written by the store, as canonical JSON with these keys.
  const { object } = JSON.parse(entry) as { object?: { id?: unknown; register?: unknown } }
  return typeof object?.id === 'string' && typeof object.register === 'string'
    ? { id: object.id, register: object.register }
    : null
}
