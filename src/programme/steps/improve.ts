import { say } from '../../model/say.ts'
import { aimsRole } from '../../registers/aimsRole.ts'
import { appointment } from '../../registers/appointment.ts'
import { communication } from '../../registers/communication.ts'
import { competence } from '../../registers/competence.ts'
import { improvement } from '../../registers/improvement.ts'
import { incident } from '../../registers/incident.ts'
import { interestedParty } from '../../registers/interestedParty.ts'
import { lesson } from '../../registers/lesson.ts'
import { measurement } from '../../registers/measurement.ts'
import { metric } from '../../registers/metric.ts'
import { objective } from '../../registers/objective.ts'
import { outsideReport } from '../../registers/outsideReport.ts'
import { reviewAction } from '../../registers/reviewAction.ts'
import { thresholds } from '../limits.ts'
import { addDays, addMonths } from '../workingDays.ts'
import type { Step } from './step.ts'
import { every, exists } from './stepParts.ts'

export const improveSteps: readonly Step[] = [
  {
    id: 'teams',
    title: 'Keep the team strong',
    purpose: 'No role hangs on one person, and gaps in skill are closed.',
    refs: ['iso42001:5.3', 'iso42001:7.2'],
    parts: [
      every(aimsRole, {
        what: say`Roles with a deputy`,
        of: (r) => r.state === 'inForce' && r.mandatory === true,
        holds: (r, snapshot) =>
          snapshot
            .pointing(appointment, 'role', r.id)
            .some((each) => each.state === 'accepted' && each.deputy !== null),
        action: say`Name a deputy in the appointment.`,
        whenEmpty: say`Mark the roles that must be filled.`,
        doneIn: 'appointment',
      }),
      every(competence, {
        what: say`Competence gaps in time`,
        of: (r) => r.state === 'gap',
        holds: (r, snapshot) => r.gapActionDueOn !== null && r.gapActionDueOn >= snapshot.today,
        action: say`Plan how the gap is closed, and until when.`,
        whenEmpty: null,
      }),
    ],
  },
  {
    id: 'lessons',
    title: 'Learn from what happened',
    purpose: 'What one incident, audit or project taught is known to all and changes how you work.',
    refs: ['iso42001:10.1', 'iso42001:10.2', 'iso42001:A.8.4'],
    parts: [
      exists(lesson, {
        what: say`Applied lessons`,
        counts: (r) => r.state === 'applied',
        action: say`Write down what was learnt, and where it was applied.`,
      }),
      every(incident, {
        what: say`Closed incidents with a lesson`,
        of: (r) => r.state === 'closed',
        holds: (r, snapshot) => r.lessons !== null || snapshot.pointing(lesson, 'incidents', r.id).length > 0,
        action: say`Say what was learnt.`,
        whenEmpty: null,
      }),
    ],
  },
  {
    id: 'metrics',
    title: 'Measure',
    purpose: 'Know from figures whether the management system works, and see trouble before it is big.',
    refs: ['iso42001:9.1'],
    parts: [
      exists(metric, {
        what: say`Active metrics`,
        counts: (r) => r.state === 'active',
        action: say`Define what is measured, how and how often.`,
      }),
      every(metric, {
        what: say`Metrics measured lately`,
        of: (r) => r.state === 'active',
        holds: (r, snapshot) => {
          const since = addDays(snapshot.today, -thresholds(snapshot).objectiveMeasurementDays)
          return snapshot
            .pointing(measurement, 'metric', r.id)
            .some((each) => each.state !== 'withdrawn' && each.measuredOn >= since)
        },
        action: say`Measure it and record the value.`,
        whenEmpty: say`Activate a metric.`,
        doneIn: 'measurement',
      }),
      every(measurement, {
        what: say`Analysed measurements`,
        of: (r) => r.state !== 'withdrawn',
        holds: (r) => r.state === 'analysed',
        action: say`Say what it means and what follows.`,
        whenEmpty: say`Record a measurement.`,
      }),
    ],
  },
  {
    id: 'strategy',
    title: 'Develop the strategy further',
    purpose: 'Ideas are decided on, decisions carried out, and next objectives set before the old ones run out.',
    refs: ['iso42001:6.2', 'iso42001:9.3.3', 'iso42001:10.1'],
    parts: [
      exists(improvement, {
        what: say`Improvements decided on`,
        counts: (r) => r.state !== 'proposed',
        action: say`Record an idea and decide on it.`,
      }),
      every(reviewAction, {
        what: say`Review actions done or in time`,
        of: (r) => r.state !== 'dropped',
        holds: (r, snapshot) => r.state === 'done' || r.dueOn === null || r.dueOn >= snapshot.today,
        action: say`Carry it out.`,
        whenEmpty: null,
      }),
      exists(objective, {
        what: say`Objectives that reach ahead`,
        counts: (r, snapshot) => r.state === 'active' && r.dueOn !== null && r.dueOn > snapshot.today,
        begun: (r) => r.state === 'draft',
        action: say`Set objectives for the time ahead.`,
      }),
    ],
  },
  {
    id: 'stakeholders',
    title: 'Stay in touch with interested parties',
    purpose: 'Those affected are heard and answered, and changes in what they expect are seen early.',
    refs: ['iso42001:4.2', 'iso42001:7.4', 'iso42001:A.8.3', 'iso42001:A.8.5'],
    parts: [
      every(interestedParty, {
        what: say`Parties looked at within a year`,
        of: (r) => r.state !== 'past',
        holds: (r, snapshot) => r.reviewedOn !== null && r.reviewedOn >= addMonths(snapshot.today, -12),
        action: say`Look at it again.`,
        whenEmpty: say`Note the interested parties.`,
      }),
      exists(communication, {
        what: say`Exchange with parties within a year`,
        counts: (r, snapshot) =>
          r.parties.length > 0 && (r.said ?? []).some((said) => said.on >= addMonths(snapshot.today, -12)),
        begun: (r) => r.parties.length > 0,
        action: say`Talk to them, and record what was said.`,
      }),
      every(outsideReport, {
        what: say`Reports from outside answered`,
        of: (r) => r.channelTest !== true,
        holds: (r) => r.answeredOn !== null,
        action: say`Answer it.`,
        whenEmpty: null,
      }),
    ],
  },
]
