import type { CourseToTake } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'

/** What the steps of a course are called: the parts of its lesson, and the test or the confirmation at its end. */
export function partNames({ course }: CourseToTake): readonly string[] {
  return [
    ...course.parts.map(({ title }) => title ?? t('Introduction')),
    course.questions.length > 0 ? t('Test') : t('Confirm'),
  ]
}
