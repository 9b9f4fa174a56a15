import { t } from '../app/i18n.ts'
import type { ScreenRoute } from '../app/screenRoute.ts'

/** Where people do what is asked of each of them: take a course, confirm a document. */
export const learnScreens: readonly ScreenRoute[] = [
  {
    path: 'documents/learn/$ref',
    area: 'documents',
    label: () => t('Take the course'),
    about: 'trainingAssignment',
    forPerson: true,
    load: () => import('./learn/TakeCourse.tsx'),
  },
  {
    path: 'documents/read/$ref',
    area: 'documents',
    label: () => t('Read and confirm'),
    about: 'acknowledgement',
    forPerson: true,
    load: () => import('./learn/ReadAndConfirm.tsx'),
  },
]
