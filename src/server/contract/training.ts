import type { StoredFile } from '../../model/index.ts'
import type { RecordRef } from './readiness.ts'

/** Why a course cannot be taken now: passed already, not published at present, tried too often, or a past date is read. */
export type CourseBarred = 'passed' | 'cancelled' | 'archived' | 'unpublished' | 'tooOften' | 'past'

/** GET /training/{id}: a course as the person sees it who is to take it, without the right answers. */
export interface CourseToTake {
  readonly assignment: {
    readonly record: RecordRef
    readonly version: number
    readonly mandatory: boolean
    readonly dueOn: string | null
    readonly doneOn: string | null
    readonly score: number | null
    readonly validUntil: string | null
  }
  readonly course: {
    readonly record: RecordRef
    /** Of the record, to be sent with an attempt: the questions answered are those of this version. */
    readonly version: number
    readonly versionLabel: string | null
    readonly goal: string | null
    readonly minutes: number | null
    readonly passMark: number | null
    readonly repeatMonths: number | null
    readonly files: readonly StoredFile[]
    /** The lesson, a part for each of its headings; `title` is null for what stands before the first. Markdown. */
    readonly parts: readonly { readonly title: string | null; readonly text: string }[]
    readonly questions: readonly { readonly question: string; readonly answers: readonly string[] }[]
  }
  /** Newest first. */
  readonly attempts: readonly { readonly at: string; readonly passed: boolean; readonly score: number | null }[]
  /** Null when it can be taken. */
  readonly barred: CourseBarred | null
}

export interface AttemptAsked {
  /** Of the assignment as it was read: an attempt sent twice counts once. */
  version: number
  courseVersion: number
  /** Place of the answer chosen for each question, from 1. */
  answers: number[]
}

/** What came of an attempt. */
export interface AttemptMarked {
  readonly passed: boolean
  /** Percent; null for a course without questions. */
  readonly score: number | null
  readonly right: number
  readonly asked: number
  readonly passMark: number | null
  /** How often it was tried by now. */
  readonly attempts: number
  readonly validUntil: string | null
  /** What to read before the next attempt; `part` is its place in the lesson, from 1. */
  readonly readAgain: readonly { readonly topic: string; readonly part: number | null }[]
}

export interface TrainingRoutes {
  'GET training/{id}': { answer: CourseToTake }
  'POST training/{id}/attempts': { body: AttemptAsked; answer: AttemptMarked }
}
