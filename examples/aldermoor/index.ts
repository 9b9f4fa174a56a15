import type { Chapter } from '../story.ts'
import { auditProgrammeChapter } from './auditProgramme.ts'
import { auditChapter } from './audits.ts'
import { contextChapter } from './context.ts'
import { controlChapter } from './controls.ts'
import { dataChapter } from './data.ts'
import { eventChapter } from './events.ts'
import { evidenceChapter } from './evidence.ts'
import { impactChapter } from './impactService.ts'
import { leadershipChapter } from './leadership.ts'
import { learningChapter } from './learning.ts'
import { objectiveChapter } from './objectives.ts'
import { officeChapter } from './office.ts'
import { peopleChapter } from './people.ts'
import { policyChapter } from './policies.ts'
import { procedureChapter } from './procedures.ts'
import { releaseChapter } from './releases.ts'
import { resourceChapter } from './resources.ts'
import { reviewChapter } from './reviews.ts'
import { riskChapter } from './risks.ts'
import { soaChapter } from './soa.ts'
import { supplierChapter } from './suppliers.ts'
import { approvedUse, triageSteps } from './systemSteps.ts'
import { lendingSystems } from './systemsLending.ts'
import { serviceSystems } from './systemsService.ts'
import { watchingChapter } from './watching.ts'

/** The whole story. On the same day, earlier chapters happen first. */
export const chapters: readonly Chapter[] = [
  peopleChapter,
  contextChapter,
  leadershipChapter,
  policyChapter,
  procedureChapter,
  lendingSystems,
  serviceSystems,
  triageSteps,
  supplierChapter,
  dataChapter,
  resourceChapter,
  objectiveChapter,
  controlChapter,
  soaChapter,
  riskChapter,
  impactChapter,
  releaseChapter,
  watchingChapter,
  approvedUse,
  learningChapter,
  eventChapter,
  auditProgrammeChapter,
  auditChapter,
  reviewChapter,
  officeChapter,
  evidenceChapter,
]
