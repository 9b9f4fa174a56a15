import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AttemptMarked, Changed, CourseToTake, HistoryEntry, RecordDetail } from '../../src/server/contract.ts'
import { type SignedIn, type TestApp, testApp } from '../support/app.ts'

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

const because = 'Zqx because a person decides.'

const lesson = {
  title: 'Working with scores',
  audience: 'Clerks',
  content: 'Welcome.\n\n## Reasons first\n\nRead them.\n\n## You decide\n\nAlways.',
  questions: [
    { question: 'What first?', answers: ['The score', 'The reasons'], correct: 2, because, topic: 'Reasons first' },
    { question: 'Who decides?', answers: ['You', 'The system', 'Nobody'], correct: 1, topic: 'You decide' },
  ],
  passMark: 80,
  repeatMonths: 12,
  versionLabel: '1.2',
}

const record = async (who: SignedIn, register: string, values: object) => {
  const answer = await t.send<Changed>(who, 'POST', `${t.base}/records/${register}`, { values })
  expect(answer.status, answer.text).toBe(201)
  return answer.body.records[0] as Changed['records'][number]
}

/** A published course, assigned to somebody. */
async function assign(to: SignedIn, values: object = lesson) {
  const made = await record(t.people.aimsLead, 'courses', values)
  const published = await t.send(t.people.administrator, 'POST', `${t.base}/records/courses/${made.id}/moves/publish`, {
    version: 1,
  })
  expect(published.status, published.text).toBe(200)
  const assignment = await record(t.people.aimsLead, 'trainings', {
    title: `Scores: ${to.name}`,
    mandatory: true,
    dueOn: '2031-01-31',
    person: to.person,
    course: made.id,
  })
  return { course: made, assignment, path: `${t.base}/training/${assignment.ref}` }
}

const read = (who: SignedIn | null, path: string) => t.send<CourseToTake>(who, 'GET', path)

/** Reads the course and answers it as it stands. */
async function attempt(who: SignedIn, path: string, answers: readonly number[]) {
  const { body } = await read(who, path)
  return t.send<AttemptMarked>(who, 'POST', `${path}/attempts`, {
    version: body.assignment.version,
    courseVersion: body.course.version,
    answers,
  })
}

test('the learner gets the lesson in parts and the questions, and never the right answers', async () => {
  // Whoever takes it is shown none, though the AIMS lead may read them in the course itself.
  for (const who of [t.people.viewer, t.people.aimsLead]) {
    const { path, course } = await assign(who)
    const shown = await read(who, path)
    expect(shown.status, shown.text).toBe(200)
    expect(shown.body.course.parts.map((p) => p.title)).toEqual([null, 'Reasons first', 'You decide'])
    expect(shown.body.course.questions).toEqual([
      { question: 'What first?', answers: ['The score', 'The reasons'] },
      { question: 'Who decides?', answers: ['You', 'The system', 'Nobody'] },
    ])
    expect(shown.body.barred).toBeNull()
    expect(shown.text).not.toContain(because)
    expect(shown.text).not.toContain('"correct"')
    const plain = await t.send<RecordDetail>(who, 'GET', `${t.base}/records/courses/${course.id}`)
    expect(plain.text.includes(because)).toBe(who === t.people.aimsLead)
  }
})

test('of those who read courses, only who may change one reads its right answers', async () => {
  const { course } = await assign(t.people.viewer)
  for (const who of [t.people.internalAuditor, t.people.contributor, t.people.externalAuditor]) {
    for (const path of [
      `records/courses/${course.id}`,
      `records/courses/${course.id}/history`,
      'export/courses.json',
    ]) {
      const { status, text } = await t.send(who, 'GET', `${t.base}/${path}`)
      expect([status, text.includes(because)], `${who.name}: ${path}`).toEqual([200, false])
    }
  }
  const owned = await record(t.people.aimsLead, 'courses', { ...lesson, owner: t.people.contributor.person })
  const own = await t.send(t.people.contributor, 'GET', `${t.base}/records/courses/${owned.id}`)
  expect(own.text).toContain(because)
})

test('a failed attempt says what to read again and can be tried again; passing ends it with score, version and end', async () => {
  const who = t.people.contributor
  const { path, assignment } = await assign(who)
  const failed = await attempt(who, path, [1, 1])
  expect([failed.status, failed.body], failed.text).toEqual([
    200,
    {
      passed: false,
      score: 50,
      right: 1,
      asked: 2,
      passMark: 80,
      attempts: 1,
      validUntil: null,
      readAgain: [{ topic: 'Reasons first', part: 2 }],
    },
  ])
  expect((await attempt(who, path, [1, 3])).body).toMatchObject({ passed: false, score: 0, attempts: 2 })
  const today = (await t.store.now()).slice(0, 10)
  const nextYear = `${Number(today.slice(0, 4)) + 1}`
  const passed = await attempt(who, path, [2, 1])
  expect(passed.body).toMatchObject({ passed: true, score: 100, attempts: 3, readAgain: [] })
  expect(passed.body.validUntil?.slice(0, 4)).toBe(nextYear)

  const { body } = await t.send<RecordDetail>(who, 'GET', `${t.base}/records/trainings/${assignment.id}`)
  expect(body.record.state).toBe('done')
  expect(body.record.values).toMatchObject({
    score: 100,
    passed: true,
    attempts: 3,
    courseVersion: '1.2',
    doneOn: today,
    validUntil: passed.body.validUntil,
  })
  const history = await t.send<{ entries: HistoryEntry[] }>(
    who,
    'GET',
    `${t.base}/records/trainings/${assignment.id}/history`,
  )
  expect(history.body.entries.map((e) => [e.action, e.actor, e.via])).toEqual([
    ['move.complete', 'Course test', 'system'],
    ['move.fail', 'Course test', 'system'],
    ['move.fail', 'Course test', 'system'],
    ['create', 'Test aimsLead', 'api'],
  ])
  expect(history.body.entries[1]?.reason).toContain('Attempt 2 of the person assigned: 0 of 2 answers right (0 %)')
  const again = await read(who, path)
  expect(again.body.barred).toBe('passed')
  expect(again.body.attempts.map((a) => [a.passed, a.score])).toEqual([
    [true, 100],
    [false, 0],
    [false, 50],
  ])
  // The log has every attempt: nothing was written past it.
  const check = await t.send(t.people.aimsLead, 'GET', `${t.base}/activity?limit=10`)
  expect(check.text).toContain('move.complete')
})

test('who has passed, another person, and somebody without a sign-in are refused, and nothing changes', async () => {
  const who = t.people.riskOwner
  const { path, assignment } = await assign(who)
  const body = { version: 1, courseVersion: 2, answers: [2, 1] }
  for (const other of [t.people.aimsLead, t.people.administrator, t.people.viewer]) {
    expect((await read(other, path)).status).toBe(403)
    expect((await t.send(other, 'POST', `${path}/attempts`, body)).status).toBe(403)
  }
  expect((await t.send(t.outsider, 'POST', `${path}/attempts`, body)).status).toBe(404)
  expect((await t.send(null, 'POST', `${path}/attempts`, body)).status).toBe(401)
  expect((await read(who, path)).body.assignment.version).toBe(1)

  expect((await attempt(who, path, [2, 1])).body.passed).toBe(true)
  const again = await attempt(who, path, [1, 2])
  expect([again.status, again.text.includes('You have passed this training')], again.text).toEqual([409, true])
  const after = await t.send<RecordDetail>(who, 'GET', `${t.base}/records/trainings/${assignment.id}`)
  expect([after.body.record.version, after.body.record.values.score]).toEqual([2, 100])
})

test('the result cannot be had without the test: not by a move, not by an edit', async () => {
  const who = t.people.systemOwner
  const { assignment } = await assign(who)
  const path = `${t.base}/records/trainings/${assignment.id}`
  expect((await t.send(who, 'POST', `${path}/moves/complete`, { version: 1 })).status).toBe(403)
  expect((await t.send(who, 'PATCH', path, { version: 1, values: { passed: true, score: 100 } })).status).toBe(403)
  // Not even by the AIMS lead for their own.
  const own = await assign(t.people.aimsLead)
  const refused = await t.send(
    t.people.aimsLead,
    'POST',
    `${t.base}/records/trainings/${own.assignment.id}/moves/complete`,
    {
      version: 1,
    },
  )
  expect([refused.status, refused.text.includes('Take the test')]).toEqual([409, true])
})

test('an attempt counts once, and only for the questions that were read', async () => {
  const who = t.people.topManagement
  const { path, course } = await assign(who)
  const sent = { version: 1, courseVersion: 2, answers: [1, 1] }
  expect((await t.send(who, 'POST', `${path}/attempts`, sent)).status).toBe(200)
  const twice = await t.send(who, 'POST', `${path}/attempts`, sent)
  expect(twice.status, twice.text).toBe(409)
  for (const answers of [[2], [2, 4], [2, 1, 1], [2, 0], ['2', 1], [2, 1.5]]) {
    const refused = await t.send(who, 'POST', `${path}/attempts`, { version: 2, courseVersion: 2, answers })
    expect([refused.status, refused.text.includes('answers')], JSON.stringify(answers)).toEqual([400, true])
  }
  const courses = `${t.base}/records/courses/${course.id}`
  expect((await t.send(t.people.aimsLead, 'POST', `${courses}/moves/revise`, { version: 2 })).status).toBe(200)
  expect((await read(who, path)).body.barred).toBe('unpublished')
  const revised = await t.send(who, 'POST', `${path}/attempts`, { ...sent, version: 2 })
  expect([revised.status, revised.text.includes('not published')]).toEqual([409, true])
  await t.send(t.people.aimsLead, 'POST', `${courses}/moves/publish`, { version: 3 })
  const old = await t.send(who, 'POST', `${path}/attempts`, { ...sent, version: 2 })
  expect([old.status, old.text.includes('read it again')], old.text).toEqual([409, true])
  expect((await read(who, path)).body.attempts).toHaveLength(1)
})

test('a course without questions is done by reading it; one taken elsewhere has none to read', async () => {
  const who = t.people.internalAuditor
  const { questions: _none, passMark: _nor, repeatMonths: _once, ...reading } = lesson
  const { path } = await assign(who, reading)
  expect((await attempt(who, path, [])).body).toMatchObject({ passed: true, score: null, validUntil: null })
  const elsewhere = await record(t.people.aimsLead, 'trainings', {
    title: 'Outside',
    mandatory: false,
    person: who.person,
  })
  const none = await read(who, `${t.base}/training/${elsewhere.ref}`)
  expect([none.status, none.text.includes('taken elsewhere')]).toEqual([404, true])
})

test('what ran out is assigned again, and the course as it stood can be read at a past date', async () => {
  const who = t.people.viewer
  const { path, assignment } = await assign(who)
  const before = await t.store.now()
  await attempt(who, path, [2, 1])
  const moves = `${t.base}/records/trainings/${assignment.id}/moves/again`
  expect((await t.send(who, 'POST', moves, { version: 2 })).status).toBe(403)
  const again = await t.send<Changed>(t.people.aimsLead, 'POST', moves, { version: 2 })
  expect(again.status, again.text).toBe(200)
  const values = again.body.records[0]?.values
  expect([values?.doneOn, values?.score, values?.validUntil]).toEqual([null, null, null])
  expect(values?.dueOn).toMatch(/^\d{4}-/)
  const past = await read(who, `${path}?asOf=${before}`)
  expect([past.body.barred, past.body.attempts]).toEqual(['past', []])
  expect((await read(who, path)).body.barred).toBeNull()
})
