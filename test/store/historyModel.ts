import type { Change } from '../../src/store/index.ts'

/** A version of a record as the model believes it to be. */
export interface Version {
  readonly id: string
  readonly register: 'person' | 'task'
  readonly version: number
  readonly at: string
  readonly action: string
  readonly state: string
  readonly archived: boolean
  readonly title: string
  readonly size: number | null
  readonly helpers: readonly string[]
}

export type Outcome = { readonly next: Version | null } | { readonly code: string }

const shown = ({ title, size, helpers }: Version) => JSON.stringify([title, size, helpers])

/** What the store keeps, told the plain way: a list of versions a record, in memory, one change after the other. */
export function makeModel() {
  const records = new Map<string, Version[]>()
  const log: Version[] = []
  const last = (id: string) => records.get(id)?.at(-1)

  /** What a change leads to for somebody who may do everything; `null` when nothing changes. */
  function judge(change: Change, reason: string | null): Outcome {
    if (change.do === 'create') {
      const { title, size = null, helpers = [] } = change.values as Partial<Version> & { title: string }
      const register = change.register as Version['register']
      const id = change.id ?? ''
      const first = { id, register, version: 1, at: '', action: 'create', archived: false, title, size, helpers }
      return { next: { ...first, state: register === 'task' ? 'open' : 'active' } }
    }
    const now = last(change.id)
    if (!now || now.register !== change.register) return { code: 'access/not-found' }
    const stale = change.version !== now.version
    const step = { ...now, version: now.version + 1 }
    switch (change.do) {
      case 'pseudonymise':
        throw new Error('Histories here hold no people.')
      case 'edit': {
        if (now.archived) return { code: 'record/archived' }
        if (now.state === 'done') return { code: 'record/frozen' }
        if (stale) return { code: 'record/conflict' }
        const next = { ...step, ...change.values, action: 'edit' }
        return { next: shown(next) === shown(now) ? null : next }
      }
      case 'move': {
        if (now.archived) return { code: 'record/archived' }
        if (stale) return { code: 'record/conflict' }
        if (now.state !== 'open') return { code: 'move/wrong-state' }
        if (change.move === 'finish' && now.size === null) return { code: 'move/needs' }
        if (change.move === 'drop' && !reason) return { code: 'move/reason-needed' }
        return {
          next: { ...step, state: change.move === 'finish' ? 'done' : 'dropped', action: `move.${change.move}` },
        }
      }
      case 'archive':
      case 'unarchive': {
        if (stale) return { code: 'record/conflict' }
        const archived = change.do === 'archive'
        return { next: now.archived === archived ? null : { ...step, archived, action: change.do } }
      }
      case 'restore': {
        if (now.archived) return { code: 'record/archived' }
        if (now.state === 'done') return { code: 'record/frozen' }
        if (stale) return { code: 'record/conflict' }
        const old = records.get(change.id)?.find((v) => v.version === change.to)
        if (!old) return { code: 'record/invalid' }
        const { title, size, helpers } = old
        const next = { ...step, title, size, helpers, action: 'restore' }
        return { next: shown(next) === shown(now) ? null : next }
      }
    }
  }

  return {
    judge,
    log: log as readonly Version[],
    ids: (register: string) =>
      [...records.values()].flatMap(([first]) => (first?.register === register ? [first.id] : [])),
    last,
    keep(version: Version) {
      const before = records.get(version.id)
      if (before) before.push(version)
      else records.set(version.id, [version])
      log.push(version)
    },
    /** Every record of a register as it stood at an instant, by id. */
    at(register: string, instant: string): Version[] {
      return [...records.values()]
        .flatMap((versions) => versions.filter((v) => v.register === register && v.at <= instant).at(-1) ?? [])
        .sort((a, b) => (a.id < b.id ? -1 : 1))
    },
  }
}

export type Model = ReturnType<typeof makeModel>
