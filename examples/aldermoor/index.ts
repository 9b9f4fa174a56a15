import type { Chapter } from '../story.ts'
import { contextChapter } from './context.ts'
import { leadershipChapter } from './leadership.ts'
import { peopleChapter } from './people.ts'
import { approvedUse, triageSteps } from './systemSteps.ts'
import { lendingSystems } from './systemsLending.ts'
import { serviceSystems } from './systemsService.ts'

/** The whole story. On the same day, earlier chapters happen first. */
export const chapters: readonly Chapter[] = [
  peopleChapter,
  contextChapter,
  leadershipChapter,
  lendingSystems,
  serviceSystems,
  triageSteps,
  approvedUse,
]
