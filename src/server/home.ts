import { type Actor, type AnyRecord, type Register, stateShown, type Tone } from '../model/index.ts'
import { programme } from '../programme/programmeSteps.ts'
import type { NextAction, Readiness } from '../programme/readiness/index.ts'
import { toRef } from '../programme/readiness/readiness.ts'
import type { Snapshot } from '../programme/snapshot.ts'
import { certificationCycle } from '../registers/certificationCycle.ts'
import { settings } from '../registers/settings/settings.ts'
import { clauseById, controlGroups } from '../standard/index.ts'
import type { ActivityRow } from '../store/read/search.ts'
import type { Home } from './contract.ts'
import { presentRef } from './present.ts'

interface HomeParts {
  readonly open: Snapshot
  readonly readiness: Readiness
  readonly actor: Actor
  readonly activity: readonly ActivityRow[]
  readonly registers: readonly Register[]
  readonly actions: readonly NextAction[]
  /** Most records listed of what is overdue and of what waits for the reader. */
  readonly work: number
}

/** Names of fields that say until when something is to be done, in the order they are looked at. */
const dueFields = [
  'dueOn',
  'dueAt',
  'due',
  'reviewBy',
  'nextReviewOn',
  'plannedFor',
  'deadlineAt',
  'responseDueOn',
  'ackDueOn',
  'heldOn',
]
const unfinished: readonly Tone[] = ['draft', 'inReview', 'due', 'overdue', 'missing']

/** Where the organisation stands on one screen. */
export function homeOf({ open, readiness, actor, activity, registers, actions, work: most }: HomeParts): Home {
  const byName = new Map(registers.map((r) => [r.name, r]))
  const work = registers
    .filter((r) => r.area !== 'internal')
    .flatMap((r) => open.all(r.name).map((record) => workOf(r, record)))
  const waiting = work.filter((w) => w.isOpen)
  const overdue = waiting
    .filter((w) => w.due !== null && w.due.slice(0, 10) < open.today)
    .sort((a, b) => (a.due ?? '').localeCompare(b.due ?? ''))
  const mine = waiting.filter(
    (w) => actor.person !== null && (w.record.owner === actor.person || w.record.person === actor.person),
  )
  return {
    today: open.today,
    score: readiness.score,
    counts: readiness.counts,
    clauses: groups(readiness, readiness.clauses, (ref) => ref.split(':')[1]?.split('.')[0] ?? '').map((g) => ({
      ...g,
      title: clauseById(g.id)?.title ?? g.id,
    })),
    controls: controlGroups.map(({ id, title }) => ({
      ...summary(
        readiness,
        readiness.controls.filter((c) => c.ref.split(':')[1]?.startsWith(`${id}.`)),
      ),
      id,
      title,
    })),
    actions,
    overdue: { total: overdue.length, items: overdue.slice(0, most).map(show) },
    mine: { total: mine.length, items: mine.sort(byDue).slice(0, most).map(show) },
    week: weekOf(activity, byName),
    nextAudit: nextAudit(open),
    phases: programme(open).map(({ id, title, progress, done, steps }) => ({
      id,
      title,
      progress,
      done,
      total: steps.length,
    })),
  }
}

function groups(readiness: Readiness, items: Readiness['clauses'], groupOf: (ref: string) => string) {
  const ids = [...new Set(items.map((c) => groupOf(c.ref)))]
  return ids.map((id) => ({
    id,
    ...summary(
      readiness,
      items.filter((c) => groupOf(c.ref) === id),
    ),
  }))
}

function summary({ rules }: Readiness, items: Readiness['clauses']) {
  const about = new Set(items.flatMap((c) => c.rules))
  const scored = items.filter((c) => c.score !== null)
  const score = scored.length === 0 ? null : scored.reduce((sum, c) => sum + (c.score ?? 0), 0) / scored.length
  return {
    score,
    total: items.length,
    inForce: items.filter((c) => c.status === 'inForce' || c.status === 'conforms').length,
    findings: rules.reduce((sum, rule) => sum + (about.has(rule.rule) ? rule.open + rule.accepted : 0), 0),
    refs: items.map((c) => ({ ref: c.ref, title: c.title, status: c.status, score: c.score })),
  }
}

function workOf(register: Register, record: AnyRecord) {
  const name = dueFields.find((f) => f in register.fields && typeof record[f] === 'string')
  const done = ['doneOn', 'closedOn', 'fulfilledOn', 'acknowledgedOn'].some((f) => typeof record[f] === 'string')
  const { tone } = stateShown(register, record.state)
  return {
    record,
    due: name ? (record[name] as string) : null,
    tone,
    isOpen:
      !done && (unfinished.includes(tone) || ((name === 'nextReviewOn' || name === 'reviewBy') && tone !== 'retired')),
  }
}

type Work = ReturnType<typeof workOf>
const byDue = (a: Work, b: Work) => (a.due ?? '9').localeCompare(b.due ?? '9')
const show = ({ record, due }: Work) => ({ record: toRef(record), due })

function weekOf(activity: readonly ActivityRow[], registers: ReadonlyMap<string, Register>) {
  const seen = activity.filter((a) => registers.get(a.register)?.area !== 'internal')
  const newest = [...new Map(seen.map((a): [string, ActivityRow] => [a.id, a]).reverse()).values()].sort(
    (a, b) => b.seq - a.seq,
  )
  return {
    changes: seen.length,
    people: new Set(seen.map((a) => a.actor)).size,
    items: newest.slice(0, 8).map((a) => ({ at: a.at, actor: a.actor, action: a.action, record: presentRef(a) })),
  }
}

/** The nearest external audit that is still ahead, from the settings or the certification cycle. */
function nextAudit(open: Snapshot): { on: string; what: string; days: number } | null {
  const dates: { on: string; what: string }[] = []
  for (const own of open.of(settings))
    if (own.nextExternalAuditOn) dates.push({ on: own.nextExternalAuditOn, what: 'External audit' })
  for (const cycle of open.of(certificationCycle)) {
    const values = cycle as unknown as Record<string, unknown>
    for (const [name, what] of Object.entries(auditDates)) {
      const on = values[name]
      if (typeof on === 'string') dates.push({ on, what })
    }
  }
  const next = dates.filter((d) => d.on >= open.today).sort((a, b) => a.on.localeCompare(b.on))[0]
  if (!next) return null
  return { ...next, days: Math.round((Date.parse(next.on) - Date.parse(open.today)) / 86_400_000) }
}

const auditDates: Readonly<Record<string, string>> = {
  stage1On: 'Stage 1',
  stage2On: 'Stage 2',
  surveillance1On: 'First surveillance',
  surveillance2On: 'Second surveillance',
  recertificationOn: 'Recertification',
}
