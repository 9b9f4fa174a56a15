import { type RoadmapCalendar, roadmapCalendar, type Stretch } from './roadmapCalendar.ts'
import { cycleMessage, findCycle } from './taskCycle.ts'
import { addDays, daysBetween, mondayOf, nextWorkingDay, onWorkingDay, workingDaysBetween } from './workingDays.ts'

/** A task as far as its place in time depends on it; a `programmeTask` record is one. */
export interface Task {
  readonly id: string
  readonly ref: string
  readonly state: string
  readonly owner: string | null
  readonly dependsOn: readonly string[]
  readonly effortDays: number | null
  readonly effortSpentDays: number | null
  /** Not to begin earlier. */
  readonly startOn: string | null
  readonly dueOn: string | null
  readonly doneOn: string | null
}

export interface Capacity {
  /** First day work can be planned on. */
  readonly from: string
  /** Person-days a week that all tasks share. */
  readonly daysPerWeek: number
  /** Effort taken for a task that names none; one day unless given. */
  readonly assumedEffortDays?: number
}

export interface PlannedTask extends Stretch {
  readonly id: string
  readonly isDone: boolean
  /** No effort is on record; the plan took the assumed one. */
  readonly effortAssumed: boolean
  /** Working days its end can slip before it moves the end of the programme through what depends on it. */
  readonly slackDays: number
  /** The dependency that ends last, if it has any. */
  readonly waitsFor: string | null
  /** Working days it waits for free hands although all it depends on is finished. */
  readonly waitsForHandsDays: number
  /** Calendar days after its due date; 0 when in time or without one. */
  readonly lateDays: number
}

export interface Week {
  readonly monday: string
  readonly plannedDays: number
  readonly capacityDays: number
}

interface Plan {
  readonly problem: null
  readonly tasks: readonly PlannedTask[]
  /** Ids from the first task to the one that ends last: each waits for the one before it. */
  readonly criticalPath: readonly string[]
  readonly end: string | null
  readonly weeks: readonly Week[]
}

interface Refusal {
  /** Why there is no plan, and what to change. */
  readonly problem: string
  /** Tasks that wait for each other, if that is why. */
  readonly cycle: readonly string[]
}

export type Roadmap = Plan | Refusal

const workDaysPerWeek = 5

/**
 * When each task can be done: after what it depends on, at most one person-day a working day for a task and for an owner,
 * all together within the capacity. Tasks that hold up the most work go first; tasks already done keep their dates.
 */
export function scheduleRoadmap(tasks: readonly Task[], capacity: Capacity): Roadmap {
  if (!(capacity.daysPerWeek > 0)) return { problem: 'Give a capacity above 0 person-days a week.', cycle: [] }
  const planned = tasks.filter((task) => task.state !== 'dropped')
  const cycle = findCycle(planned)
  if (cycle !== null) return { problem: cycleMessage(cycle), cycle: cycle.map((task) => task.id) }

  const order = byNeed(planned)
  const priority = workBehind(order, capacity)
  const calendar = roadmapCalendar(capacity.daysPerWeek / workDaysPerWeek)
  const places = new Map<string, Stretch>()
  for (const task of inPlanningOrder(order, priority)) {
    const place = placeTask(task, needsOf(task, order), places, calendar, capacity)
    if (place === null) {
      const problem = `${task.ref} does not fit into ten years at ${capacity.daysPerWeek} person-days a week; lower its effort or raise the capacity.`
      return { problem, cycle: [] }
    }
    places.set(task.id, place)
  }
  return reportPlan(order, places, calendar, capacity)
}

interface Order {
  /** Every task after all it depends on. */
  readonly tasks: readonly Task[]
  readonly byId: ReadonlyMap<string, Task>
  readonly blocks: ReadonlyMap<string, readonly Task[]>
}

const needsOf = (task: Task, { byId }: Order): Task[] =>
  [...new Set(task.dependsOn)].flatMap((id) => byId.get(id) ?? [])

function byNeed(planned: readonly Task[]): Order {
  const byId = new Map(planned.map((task) => [task.id, task]))
  const blocks = new Map<string, Task[]>(planned.map((task) => [task.id, []]))
  const missing = new Map<string, number>()
  for (const task of planned) {
    const needs = [...new Set(task.dependsOn)].filter((id) => byId.has(id))
    missing.set(task.id, needs.length)
    for (const id of needs) blocks.get(id)?.push(task)
  }
  const tasks = planned.filter((task) => missing.get(task.id) === 0)
  // The list grows while it is walked: a task joins once the last one it needs has been passed.
  for (let i = 0; i < tasks.length; i += 1) {
    for (const next of blocks.get(tasks[i]!.id) ?? []) {
      const left = (missing.get(next.id) ?? 0) - 1
      missing.set(next.id, left)
      if (left === 0) tasks.push(next)
    }
  }
  return { tasks, byId, blocks }
}

const isDone = (task: Task): boolean => task.state === 'done'

function effortLeft(task: Task, capacity: Capacity): number {
  if (isDone(task)) return 0
  const effort = task.effortDays ?? capacity.assumedEffortDays ?? 1
  return Math.max(0, effort - (task.effortSpentDays ?? 0))
}

/** Effort of the longest chain that begins with a task: what is held up while it is not done. */
function workBehind(order: Order, capacity: Capacity): ReadonlyMap<string, number> {
  const behind = new Map<string, number>()
  for (const task of [...order.tasks].reverse()) {
    const later = (order.blocks.get(task.id) ?? []).map((next) => behind.get(next.id) ?? 0)
    behind.set(task.id, effortLeft(task, capacity) + Math.max(0, ...later))
  }
  return behind
}

/** Of the tasks that may begin, the one with the most work behind it; then the earlier due date, then the number. */
function* inPlanningOrder(order: Order, priority: ReadonlyMap<string, number>): Generator<Task> {
  const before = (a: Task, b: Task) =>
    Number(isDone(b)) - Number(isDone(a)) ||
    (priority.get(b.id) ?? 0) - (priority.get(a.id) ?? 0) ||
    (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999') ||
    a.ref.localeCompare(b.ref, 'en', { numeric: true })
  const missing = new Map(order.tasks.map((task) => [task.id, needsOf(task, order).length]))
  const ready = order.tasks.filter((task) => missing.get(task.id) === 0)
  while (ready.length > 0) {
    ready.sort(before)
    const task = ready.shift()!
    yield task
    for (const next of order.blocks.get(task.id) ?? []) {
      const left = (missing.get(next.id) ?? 0) - 1
      missing.set(next.id, left)
      if (left === 0) ready.push(next)
    }
  }
}

const latest = (days: readonly string[]): string => [...days].sort().at(-1) ?? ''

function placeTask(
  task: Task,
  needs: readonly Task[],
  places: ReadonlyMap<string, Stretch>,
  calendar: RoadmapCalendar,
  capacity: Capacity,
): Stretch | null {
  // What was done stays as it was done, even where it did not wait for what it should have waited for.
  if (isDone(task)) {
    const end = task.doneOn ?? capacity.from
    return { start: task.startOn !== null && task.startOn <= end ? task.startOn : end, end }
  }
  return calendar.take(effortLeft(task, capacity), earliest(task, needs, places, capacity), task.owner)
}

function earliest(
  task: Task,
  needs: readonly Task[],
  places: ReadonlyMap<string, Stretch>,
  capacity: Capacity,
): string {
  const afterNeeds = needs.map((need) => nextWorkingDay(places.get(need.id)?.end ?? capacity.from))
  const notBefore = task.startOn === null || task.state === 'inProgress' ? capacity.from : task.startOn
  return onWorkingDay(latest([capacity.from, notBefore, ...afterNeeds]))
}

function reportPlan(
  order: Order,
  places: ReadonlyMap<string, Stretch>,
  calendar: RoadmapCalendar,
  capacity: Capacity,
): Plan {
  const placeOf = (task: Task): Stretch => places.get(task.id)!
  const end = order.tasks.length === 0 ? null : latest(order.tasks.map((task) => placeOf(task).end))
  const slack = slackOf(order, placeOf, end)
  const tasks = order.tasks.map((task): PlannedTask => {
    const { start, end: ends } = placeOf(task)
    const needs = needsOf(task, order)
    const last = needs.reduce<Task | null>((a, b) => (a && placeOf(a).end >= placeOf(b).end ? a : b), null)
    return {
      id: task.id,
      start,
      end: ends,
      isDone: isDone(task),
      effortAssumed: !isDone(task) && task.effortDays === null,
      slackDays: slack.get(task.id) ?? 0,
      waitsFor: last?.id ?? null,
      waitsForHandsDays: isDone(task) ? 0 : workingDaysBetween(earliest(task, needs, places, capacity), start),
      lateDays: task.dueOn === null ? 0 : Math.max(0, daysBetween(task.dueOn, ends)),
    }
  })
  return { problem: null, tasks, criticalPath: pathTo(tasks, end), end, weeks: weeksOf(calendar, capacity) }
}

function slackOf(order: Order, placeOf: (task: Task) => Stretch, end: string | null): ReadonlyMap<string, number> {
  const slack = new Map<string, number>()
  for (const task of [...order.tasks].reverse()) {
    const ends = placeOf(task).end
    const open = (order.blocks.get(task.id) ?? []).filter((next) => !isDone(next))
    // A follower's own slack, and the gap before it begins, are both there to be used.
    const gaps = open.map(
      (next) => (slack.get(next.id) ?? 0) + workingDaysBetween(nextWorkingDay(ends), placeOf(next).start),
    )
    slack.set(task.id, isDone(task) ? 0 : Math.max(0, Math.min(...gaps, workingDaysBetween(ends, end ?? ends))))
  }
  return slack
}

function pathTo(tasks: readonly PlannedTask[], end: string | null): string[] {
  const byId = new Map(tasks.map((task) => [task.id, task]))
  const path: string[] = []
  let task = tasks.find((each) => each.end === end && !each.isDone)
  while (task !== undefined && !task.isDone) {
    path.unshift(task.id)
    task = task.waitsFor === null ? undefined : byId.get(task.waitsFor)
  }
  return path
}

function weeksOf(calendar: RoadmapCalendar, capacity: Capacity): Week[] {
  const planned = new Map<string, number>()
  for (const [day, amount] of calendar.taken()) {
    const monday = mondayOf(day)
    planned.set(monday, (planned.get(monday) ?? 0) + amount)
  }
  if (planned.size === 0) return []
  const weeks: Week[] = []
  const last = latest([...planned.keys()])
  for (let monday = mondayOf(onWorkingDay(capacity.from)); monday <= last; monday = addDays(monday, 7)) {
    const days = Math.round((planned.get(monday) ?? 0) * 100) / 100
    weeks.push({ monday, plannedDays: days, capacityDays: capacity.daysPerWeek })
  }
  return weeks
}
