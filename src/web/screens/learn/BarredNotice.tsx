import type { CourseToTake } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import classes from './Learn.module.css'

/** Why the course cannot be taken now, with what to do; nothing when it can. */
export function BarredNotice({ taken }: { taken: CourseToTake }) {
  const words = barredWords(taken)
  if (words === null) return null
  return (
    <p className={classes.notice} data-passed={taken.barred === 'passed' || undefined} role="status">
      {words}
    </p>
  )
}

export function barredWords({ barred, assignment, attempts }: CourseToTake): string | null {
  switch (barred) {
    case null:
      return null
    case 'passed': {
      const passed =
        assignment.doneOn === null
          ? t('You have passed this course.')
          : t('You passed this course on {day}.', { day: showDay(assignment.doneOn) })
      return assignment.validUntil === null
        ? passed
        : `${passed} ${t('It counts until {day}.', { day: showDay(assignment.validUntil) })}`
    }
    case 'cancelled':
      return t('This training was cancelled; you need not take it.')
    case 'archived':
      return t('This training is archived; you need not take it.')
    case 'unpublished':
      return t('The course is being revised. You can read it, and take the test once it is published again.')
    case 'tooOften':
      return t('You have tried this {count} times. Ask the owner of the course to help you.', {
        count: attempts.length,
      })
    case 'past':
      return t('You are looking at a past day; go back to today to take the test.')
  }
}
