import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type Actor, type AnyRecord, problem, type RecordOf, type Register } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { type LessonPart, markTest, splitLesson, validUntil } from '../../programme/courseMarks.ts'
import { course as courseRegister } from '../../registers/course.ts'
import { trainingAssignment } from '../../registers/trainingAssignment.ts'
import { parseBody } from '../body.ts'
import { type Entered, enter, type ServerContext } from '../context.ts'
import type { AttemptMarked, CourseBarred, CourseToTake } from '../contract.ts'
import { presentRef } from '../present.ts'

type Course = RecordOf<typeof courseRegister>
type Assignment = RecordOf<typeof trainingAssignment>

const version = z
  .int()
  .min(1)
  .max(2 ** 31 - 1)

export const trainingBodies = {
  attempt: z.strictObject({
    version,
    courseVersion: version,
    answers: z.array(z.int('Choose an answer.').min(1).max(100)).max(500),
  }),
}

/** Who marks a test: it reads the right answers and records the result, which the person who takes it may not do. */
const marker: Actor = {
  kind: 'system',
  id: 'course-test',
  name: 'Course test',
  person: null,
  roles: ['aimsLead'],
  via: 'system',
}

/** More attempts than this need somebody to help. */
const mostAttempts = 50

interface Taken extends Entered {
  readonly assignment: Assignment
  readonly course: Course
  readonly parts: readonly LessonPart[]
}

/** How a person takes a course that is assigned to them: they read it, answer, and the server marks the answers. */
export function trainingRoutes(context: ServerContext): void {
  const { app, store } = context
  const base = '/api/v1/o/:organisation/training/:id'

  app.get(base, async (request): Promise<CourseToTake> => {
    const taken = await find(request)
    const { org, actor, asOf, assignment, course, parts } = taken
    const versions = await store.versions(
      org.id,
      registerOf(trainingAssignment.name),
      actor,
      assignment as unknown as AnyRecord,
      asOf,
    )
    return {
      assignment: {
        record: presentRef(assignment),
        version: assignment.version,
        mandatory: assignment.mandatory,
        dueOn: assignment.dueOn,
        doneOn: assignment.doneOn,
        score: assignment.score,
        validUntil: assignment.validUntil,
      },
      course: {
        record: presentRef(course),
        version: course.version,
        versionLabel: course.versionLabel,
        goal: course.goal,
        minutes: course.minutes,
        passMark: course.passMark,
        repeatMonths: course.repeatMonths,
        files: course.files ?? [],
        parts,
        // Named one by one: what else a question holds stays here.
        questions: (course.questions ?? []).map(({ question, answers }) => ({ question, answers })),
      },
      attempts: versions
        .filter(({ action }) => action === 'move.complete' || action === 'move.fail')
        .map(({ at, action, record }) => ({
          at,
          passed: action === 'move.complete',
          score: typeof record.score === 'number' ? record.score : null,
        }))
        .reverse(),
      barred: barredBy(taken),
    }
  })

  app.post(`${base}/attempts`, async (request): Promise<AttemptMarked> => {
    const taken = await find(request)
    const body = parseBody(trainingBodies.attempt, request)
    const { org, assignment, course, parts } = taken
    const barred = barredBy(taken)
    if (barred !== null) throw problem('move/refused', sentences[barred])
    if (body.courseVersion !== course.version)
      throw problem('record/conflict', {
        detail: say`${course.ref} was changed after you opened it; read it again and answer anew.`,
      })
    refuseUnanswered(course, body.answers)
    const marked = markTest(questionsOf(course), body.answers, course.passMark, parts)
    const { passed, score, right, asked } = marked
    const attempts = (assignment.attempts ?? 0) + 1
    const today = (await store.now()).slice(0, 10)
    const until = passed ? validUntil(today, course.repeatMonths) : null
    await store.commit({
      actor: marker,
      org: org.id,
      requestId: request.id,
      reason: toldOf(taken, marked, attempts),
      changes: [
        {
          do: 'move',
          register: trainingAssignment.name,
          id: assignment.id,
          version: body.version,
          move: passed ? 'complete' : 'fail',
          values: {
            score,
            passed,
            attempts,
            courseVersion: course.versionLabel,
            // One taken again after it had run out is done today, not on the day before.
            ...(passed ? { doneOn: today, validUntil: until } : {}),
          },
        },
      ],
    })
    return {
      passed,
      score,
      right,
      asked,
      passMark: course.passMark,
      attempts,
      validUntil: until,
      readAgain: marked.readAgain,
    }
  })

  /** The assignment an address names and its course with the right answers; others than the person assigned are refused. */
  async function find(request: FastifyRequest): Promise<Taken> {
    const entered = await enter(context, request)
    const { id } = request.params as { id: string }
    const { org, actor, asOf } = entered
    const found = await store.record(org.id, registerOf(trainingAssignment.name), actor, id, asOf)
    if (!found) throw problem('access/not-found', say`There is no training "${id.slice(0, 60)}" you may see.`)
    // A record of this register, as the store validated it.
    const assignment = found as unknown as Assignment
    if (actor.person === null || assignment.person !== actor.person)
      throw problem('access/forbidden', say`This training is assigned to another person; only they can take it.`)
    const held =
      assignment.course === null
        ? null
        : await store.record(org.id, registerOf(courseRegister.name), marker, assignment.course, asOf)
    if (!held)
      throw problem(
        'access/not-found',
        say`${assignment.ref} has no course here; it is taken elsewhere and recorded then.`,
      )
    const course = held as unknown as Course
    return { ...entered, assignment, course, parts: splitLesson(course.content ?? '') }
  }

  const registerOf = (name: string): Register => {
    const register = store.registry.get(name)
    if (!register) throw new Error(`the store was not given the register ${name}`)
    return register
  }
}

const questionsOf = (course: Course) =>
  (course.questions ?? []).map(({ question, answers, correct, topic }) => ({ question, answers, correct, topic }))

/** Why the course cannot be taken now; null when it can. */
function barredBy({ assignment, course, asOf }: Taken): CourseBarred | null {
  if (asOf !== null) return 'past'
  if (assignment.archived) return 'archived'
  if (assignment.state === 'done') return 'passed'
  if (assignment.state === 'cancelled') return 'cancelled'
  if (course.archived || course.state !== 'published') return 'unpublished'
  return (assignment.attempts ?? 0) >= mostAttempts ? 'tooOften' : null
}

const sentences: Readonly<Record<CourseBarred, string>> = {
  passed: 'You have passed this training; there is nothing left to do.',
  cancelled: 'This training was cancelled.',
  archived: 'This training is archived.',
  unpublished: 'The course is not published at present; take it once it is.',
  tooOften: `You have tried this ${mostAttempts} times; ask the owner of the course to help you.`,
  past: 'A past date cannot be changed.',
}

function refuseUnanswered(course: Course, answers: readonly number[]): void {
  const questions = course.questions ?? []
  if (answers.length > questions.length)
    throw problem('request/invalid', {
      fields: [
        { field: 'answers', message: say`The course has ${questions.length} questions, not ${answers.length}.` },
      ],
    })
  const fields = questions.flatMap((question, at) => {
    const answer = answers[at]
    return answer !== undefined && answer <= question.answers.length
      ? []
      : [{ field: `answers.${at}`, message: say`Choose one of the ${question.answers.length} answers.` }]
  })
  if (fields.length > 0) throw problem('request/invalid', { detail: say`Every question needs an answer.`, fields })
}

/** What the history says of an attempt. */
function toldOf({ course }: Taken, { score, right, asked }: ReturnType<typeof markTest>, attempts: number): string {
  const from = `${course.ref}${course.versionLabel === null ? '' : `, version ${course.versionLabel}`}`
  if (score === null) return `Read by the person assigned: ${from}.`
  const needed = course.passMark === null ? 'all needed' : `${course.passMark} % needed`
  return `Attempt ${attempts} of the person assigned: ${right} of ${asked} answers right (${score} %), ${needed}. ${from}.`
}
