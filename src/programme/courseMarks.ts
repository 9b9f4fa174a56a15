import { addMonths } from './workingDays.ts'

/** A page of a lesson: what stands under one heading of the second level. */
export interface LessonPart {
  /** Null for what stands before the first heading. */
  readonly title: string | null
  /** Markdown, without the heading. */
  readonly text: string
}

export interface TestQuestion {
  readonly question: string
  readonly answers: readonly string[]
  /** Place of the right answer, from 1. */
  readonly correct: number
  readonly topic: string | null
}

/** What to read again; never which answer was wrong, nor what is right. */
export interface ReadAgain {
  readonly topic: string
  /** Which part of the lesson it is, from 1; null when none is called so. */
  readonly part: number | null
}

export interface Marked {
  /** Share of right answers in whole percent, rounded down, so that no mark is reached by rounding; null without questions. */
  readonly score: number | null
  readonly passed: boolean
  readonly right: number
  readonly asked: number
  readonly readAgain: readonly ReadAgain[]
}

const fence = /^\s{0,3}(```|~~~)/

/** A lesson in parts, in order; headings inside code are text. */
export function splitLesson(content: string): readonly LessonPart[] {
  const parts: { title: string | null; lines: string[] }[] = [{ title: null, lines: [] }]
  let isCode = false
  for (const line of content.split(/\r?\n/)) {
    if (fence.test(line)) isCode = !isCode
    const heading = isCode ? null : /^##\s+(.+?)\s*#*\s*$/.exec(line)
    if (heading) parts.push({ title: heading[1] ?? '', lines: [] })
    else parts.at(-1)?.lines.push(line)
  }
  return parts
    .map(({ title, lines }) => ({ title, text: lines.join('\n').trim() }))
    .filter(({ title, text }) => title !== null || text !== '')
}

const plain = (text: string) => text.trim().toLowerCase()

/**
 * Marks a test. `answers` holds the place of the answer chosen for each question, from 1. Without questions reading is
 * all there is, and it is passed; without a pass mark every answer has to be right.
 */
export function markTest(
  questions: readonly TestQuestion[],
  answers: readonly number[],
  passMark: number | null,
  parts: readonly LessonPart[],
): Marked {
  const wrong = questions.filter(({ correct }, at) => answers[at] !== correct)
  const asked = questions.length
  const right = asked - wrong.length
  const score = asked === 0 ? null : Math.floor((100 * right) / asked)
  const passed = score === null || score >= (passMark ?? 100)
  const topics = [
    ...new Map(wrong.map(({ topic, question }) => [plain(topic ?? question), topic ?? question])).values(),
  ]
  const partOf = (topic: string) => {
    const at = parts.findIndex(({ title }) => title !== null && plain(title) === plain(topic))
    return at < 0 ? null : at + 1
  }
  return { score, passed, right, asked, readAgain: topics.map((topic) => ({ topic, part: partOf(topic) })) }
}

/** The last day a training counts that was passed on a day; null when the course is taken once. */
export const validUntil = (passedOn: string, repeatMonths: number | null): string | null =>
  repeatMonths === null ? null : addMonths(passedOn, repeatMonths)
