import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Roadmap, scheduleRoadmap, type Task } from './roadmap.ts'
import { isWorkingDay } from './workingDays.ts'

const monday = '2026-11-30'

function task(id: string, values: Partial<Task> = {}): Task {
  const empty = { owner: null, dependsOn: [], effortSpentDays: null, startOn: null, dueOn: null, doneOn: null }
  return { id, ref: `TASK-${id}`, state: 'open', effortDays: 1, ...empty, ...values }
}

function planned(roadmap: Roadmap) {
  if (roadmap.problem !== null) throw new Error(roadmap.problem)
  return { ...roadmap, of: (id: string) => roadmap.tasks.find((t) => t.id === id)! }
}

describe('a roadmap', () => {
  test('puts a task on the working day after what it depends on', () => {
    const plan = planned(
      scheduleRoadmap([task('b', { dependsOn: ['a'] }), task('a', { effortDays: 5 })], {
        from: monday,
        daysPerWeek: 5,
      }),
    )
    expect(plan.of('a')).toMatchObject({ start: '2026-11-30', end: '2026-12-04' })
    expect(plan.of('b')).toMatchObject({ start: '2026-12-07', end: '2026-12-07', waitsFor: 'a' })
    expect(plan.criticalPath).toEqual(['a', 'b'])
    expect(plan.weeks).toEqual([
      { monday: '2026-11-30', plannedDays: 5, capacityDays: 5 },
      { monday: '2026-12-07', plannedDays: 1, capacityDays: 5 },
    ])
  })

  test('shares the capacity, the task with more work behind it first', () => {
    const tasks = [
      task('short'),
      task('long', { effortDays: 2 }),
      task('after', { dependsOn: ['long'], effortDays: 3 }),
    ]
    const plan = planned(scheduleRoadmap(tasks, { from: monday, daysPerWeek: 5 }))
    expect(plan.of('long').start).toBe('2026-11-30')
    expect(plan.of('short')).toMatchObject({ start: '2026-12-07', waitsForHandsDays: 5 })
  })

  test('gives one owner one day a day, however large the capacity', () => {
    const tasks = [task('1', { owner: 'ada' }), task('2', { owner: 'ada' }), task('3', { owner: 'bo' })]
    const plan = planned(scheduleRoadmap(tasks, { from: monday, daysPerWeek: 50 }))
    expect([plan.of('1').end, plan.of('2').end, plan.of('3').end]).toEqual(['2026-11-30', '2026-12-01', '2026-11-30'])
  })

  test('keeps the dates of what is done and plans only the effort left', () => {
    const tasks = [
      task('done', { state: 'done', startOn: '2026-11-02', doneOn: '2026-11-06', effortDays: 9 }),
      task('running', { state: 'inProgress', dependsOn: ['done'], effortDays: 3, effortSpentDays: 2 }),
      task('dropped', { state: 'dropped' }),
    ]
    const plan = planned(scheduleRoadmap(tasks, { from: monday, daysPerWeek: 5 }))
    expect(plan.of('done')).toMatchObject({ start: '2026-11-02', end: '2026-11-06', isDone: true })
    expect(plan.of('running')).toMatchObject({ start: monday, end: monday })
    expect(plan.tasks).toHaveLength(2)
  })

  test('says how late a task gets, and marks effort it had to assume', () => {
    const plan = planned(
      scheduleRoadmap([task('a', { effortDays: null, dueOn: '2026-11-27' })], { from: monday, daysPerWeek: 5 }),
    )
    expect(plan.of('a')).toMatchObject({ lateDays: 3, effortAssumed: true })
  })

  test('a task beside the critical path may slip until it would move the end', () => {
    const tasks = [task('a', { effortDays: 4 }), task('b', { effortDays: 1 }), task('end', { dependsOn: ['a', 'b'] })]
    const plan = planned(scheduleRoadmap(tasks, { from: monday, daysPerWeek: 10 }))
    expect(plan.of('a').slackDays).toBe(0)
    expect(plan.of('b').slackDays).toBe(3)
    expect(plan.criticalPath).toEqual(['a', 'end'])
  })

  test('names the tasks that wait for each other', () => {
    const tasks = [
      task('1', { dependsOn: ['3'] }),
      task('2', { dependsOn: ['1'] }),
      task('3', { dependsOn: ['2'] }),
      task('4', { dependsOn: ['1'] }),
    ]
    const refused = scheduleRoadmap(tasks, { from: monday, daysPerWeek: 5 })
    expect(refused.problem).toBe(
      'These tasks wait for each other, so none can begin: TASK-1 waits for TASK-3, TASK-3 waits for TASK-2, TASK-2 waits for TASK-1. Remove one of these dependencies.',
    )
    expect(refused).toMatchObject({ cycle: ['1', '3', '2'] })
  })

  test('is refused without capacity, and when the work does not fit into ten years', () => {
    expect(scheduleRoadmap([task('a')], { from: monday, daysPerWeek: 0 }).problem).toMatch(/above 0/)
    expect(scheduleRoadmap([task('a', { effortDays: 10_000 })], { from: monday, daysPerWeek: 1 }).problem).toMatch(
      /TASK-a/,
    )
  })
})

const arbitraryTasks = fc
  .array(
    fc.record({
      effortDays: fc.oneof(
        fc.constant(null),
        fc.integer({ min: 0, max: 12 }),
        fc.double({ min: 0, max: 4, noNaN: true }),
      ),
      owner: fc.constantFrom(null, 'ada', 'bo'),
      state: fc.constantFrom('open', 'inProgress'),
      startOn: fc.constantFrom(null, '2026-12-12', '2027-01-04'),
      needs: fc.array(fc.nat(30), { maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  // a task depends only on tasks before it in the list, so there is no circle
  .map((rows) =>
    rows.map(({ needs, ...row }, i) =>
      task(String(i), { ...row, dependsOn: i === 0 ? [] : needs.map((n) => String(n % i)) }),
    ),
  )

describe('whatever the tasks', () => {
  test('none starts before its dependencies have ended, and all are worked on working days', () => {
    fc.assert(
      fc.property(arbitraryTasks, fc.constantFrom(0.5, 2, 5, 17), (tasks, daysPerWeek) => {
        const plan = planned(scheduleRoadmap(tasks, { from: monday, daysPerWeek }))
        expect(plan.tasks).toHaveLength(tasks.length)
        for (const each of tasks) {
          const { start, end } = plan.of(each.id)
          expect(start >= monday && end >= start && isWorkingDay(start) && isWorkingDay(end)).toBe(true)
          for (const need of each.dependsOn) expect(start > plan.of(need).end).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('no week holds more than its capacity, and the weeks hold all the effort', () => {
    fc.assert(
      fc.property(arbitraryTasks, fc.constantFrom(2, 5, 17), (tasks, daysPerWeek) => {
        const plan = planned(scheduleRoadmap(tasks, { from: monday, daysPerWeek }))
        for (const week of plan.weeks) expect(week.plannedDays).toBeLessThanOrEqual(daysPerWeek + 0.01)
        const effort = tasks.reduce((sum, each) => sum + (each.effortDays ?? 1), 0)
        const inWeeks = plan.weeks.reduce((sum, week) => sum + week.plannedDays, 0)
        expect(Math.abs(effort - inWeeks)).toBeLessThan(0.01 * (plan.weeks.length + 1))
      }),
      { numRuns: 60 },
    )
  })
})
