import { say } from '../../model/say.ts'
import { acknowledgement } from '../../registers/acknowledgement.ts'
import { aimsRole } from '../../registers/aimsRole.ts'
import { appointment } from '../../registers/appointment.ts'
import { communication } from '../../registers/communication.ts'
import { competence } from '../../registers/competence.ts'
import { concern } from '../../registers/concern.ts'
import { controlDecision } from '../../registers/controlDecision.ts'
import { course } from '../../registers/course.ts'
import { document } from '../../registers/document/document.ts'
import { objective } from '../../registers/objective.ts'
import { plannedChange } from '../../registers/plannedChange.ts'
import { programmeTask } from '../../registers/programmeTask.ts'
import { soaVersion } from '../../registers/soaVersion/soaVersion.ts'
import { trainingAssignment } from '../../registers/trainingAssignment.ts'
import { evidenceByControl } from '../controlEvidence.ts'
import { cycleMessage, findCycle } from '../taskCycle.ts'
import type { Step } from './step.ts'
import { documented, every, exists, measured } from './stepParts.ts'

const isOpenTask = (task: { state: string }) => task.state === 'open' || task.state === 'inProgress'
const applies = (line: { state: string; applicable: string }) => line.state !== 'removed' && line.applicable === 'yes'

/** Steps of building the system that concern leadership, plan, policy and people. */
export const implementPeopleSteps: readonly Step[] = [
  {
    id: 'leader',
    title: 'Appoint who leads the management system',
    purpose: 'One person drives the work, has authority, and reports to top management.',
    refs: ['iso42001:5.1', 'iso42001:5.3'],
    parts: [
      exists(appointment, {
        what: say`An accepted appointment to lead the management system`,
        counts: (r, snapshot) =>
          r.state === 'accepted' && (snapshot.get(aimsRole, r.role)?.fixedDuties ?? []).includes('conformity'),
        action: say`Appoint somebody to the role that keeps the system in line with the standard.`,
        goodUntil: (r) => r.until,
      }),
      exists(aimsRole, {
        what: say`A role of top management`,
        counts: (r) => r.state === 'inForce' && r.isTopManagement === true,
        begun: (r) => r.isTopManagement === true,
        action: say`Define which role is top management.`,
      }),
    ],
  },
  {
    id: 'roadmap',
    title: 'Plan the way',
    purpose: 'Tasks with people, dates and order, so that the certification date is a plan and not a hope.',
    refs: ['iso42001:4.4', 'iso42001:7.1'],
    parts: [
      every(programmeTask, {
        what: say`Open tasks with somebody and a date`,
        of: (r) => r.state !== 'dropped',
        holds: (r) => !isOpenTask(r) || (r.owner !== null && r.dueOn !== null),
        action: say`Choose who does it, and until when.`,
        whenEmpty: say`Plan the tasks.`,
      }),
      measured(say`An order of tasks without circles`, ['programmeTask'], (snapshot) => {
        const tasks = snapshot.of(programmeTask).filter((task) => task.state !== 'dropped')
        const cycle = findCycle(tasks)
        if (cycle === null)
          return {
            progress: tasks.length === 0 ? 0 : 1,
            have: tasks.length === 0 ? null : say`No tasks wait for each other`,
            missing: [],
          }
        return {
          progress: 0,
          have: null,
          missing: [
            {
              text: cycleMessage(cycle),
              register: 'programmeTask',
              record: null,
              action: say`Remove one of these dependencies.`,
            },
          ],
        }
      }),
    ],
  },
  {
    id: 'objectives',
    title: 'Set AI objectives',
    purpose: 'Say what better AI means here, in figures, with somebody who answers for each.',
    refs: ['iso42001:6.2', 'iso42001:A.6.1.2', 'iso42001:A.9.3'],
    parts: [
      exists(objective, {
        what: say`AI objectives in force`,
        counts: (r) => r.state === 'active' || r.state === 'achieved',
        action: say`Write an objective and activate it.`,
      }),
      every(objective, {
        what: say`Active objectives with owner, date and measure`,
        of: (r) => r.state === 'active',
        holds: (r) => r.owner !== null && r.dueOn !== null && (r.metric !== null || r.target !== null),
        action: say`Add what is missing: owner, date, target or metric.`,
        whenEmpty: say`Activate an objective.`,
      }),
    ],
  },
  {
    id: 'policies',
    title: 'Put the AI policy in force',
    purpose: 'Top management says what it stands for and commits to it; other policies agree with it.',
    refs: ['iso42001:5.2', 'iso42001:A.2.2', 'iso42001:A.2.3', 'iso42001:A.2.4', 'iso42001:A.9.2'],
    parts: [
      documented('DOC-C-03', say`An AI policy in force`),
      documented('DOC-A-02', say`Other policies compared with it`),
      documented('DOC-A-26', say`Rules for the responsible use of AI`),
    ],
  },
  {
    id: 'statementOfApplicability',
    title: 'Decide the statement of applicability',
    purpose:
      'For each of the 38 reference controls: whether it applies, why, and how far it is in place. Auditors read this first.',
    refs: ['iso42001:6.1.3'],
    parts: [
      every(controlDecision, {
        what: say`Decided controls`,
        of: (r) => r.state !== 'removed',
        holds: (r) => r.state === 'decided',
        action: say`Decide whether it applies, with the reason.`,
        whenEmpty: say`Take over the proposed lines first.`,
      }),
      exists(soaVersion, {
        what: say`An approved version of the statement`,
        counts: (r) => r.state === 'approved',
        action: say`Take a snapshot of the decisions and have it approved.`,
      }),
    ],
  },
  {
    id: 'controls',
    title: 'Put the controls in place',
    purpose: 'What applies also works, somebody looks after it, and there is proof.',
    refs: ['iso42001:6.1.3', 'iso42001:8.1', 'iso42001:8.3'],
    parts: [
      every(controlDecision, {
        what: say`Applicable controls in place`,
        of: applies,
        holds: (r) => r.implementation === 'implemented',
        action: say`Put it in place, and say how.`,
        whenEmpty: say`Decide first which controls apply.`,
      }),
      every(controlDecision, {
        what: say`Applicable controls with an owner`,
        of: applies,
        holds: (r) => r.owner !== null,
        action: say`Choose an owner.`,
        whenEmpty: say`Decide first which controls apply.`,
      }),
      measured(say`Valid evidence for each control in place`, ['controlDecision', 'evidence'], (snapshot) => {
        const inPlace = snapshot
          .of(controlDecision)
          .filter((line) => applies(line) && line.implementation === 'implemented')
        const evidence = evidenceByControl(snapshot)
        const bare = inPlace.filter((line) => (evidence.get(line.control)?.validCount ?? 0) === 0)
        const proven = inPlace.length - bare.length
        return {
          progress: inPlace.length === 0 ? 0 : proven / inPlace.length,
          have: proven === 0 ? null : say`${proven} of ${inPlace.length} controls in place are proven`,
          missing:
            inPlace.length === 0
              ? [
                  {
                    text: say`No control is in place yet`,
                    register: 'controlDecision',
                    record: null,
                    action: say`Put the first controls in place.`,
                  },
                ]
              : bare.slice(0, 20).map((line) => ({
                  text: say`${line.ref} ${line.title} has no valid evidence`,
                  register: 'evidence',
                  record: { id: line.id, register: line.register, ref: line.ref, title: line.title },
                  action: say`Add evidence and have it accepted.`,
                })),
        }
      }),
    ],
  },
  {
    id: 'integration',
    title: 'Join it with how you already work',
    purpose: 'The management system lives in existing processes, documents and meetings, not beside them.',
    refs: ['iso42001:4.4', 'iso42001:5.1', 'iso42001:6.3', 'iso42001:7.5.1', 'iso42001:7.5.2', 'iso42001:7.5.3'],
    parts: [
      documented('DOC-C-02', say`A description of the management system`),
      documented('DOC-P-09', say`Control of documents and records`),
      exists(document, {
        what: say`Existing documents looked at for AI`,
        counts: (r) => r.aiRelevant !== null,
        action: say`Mark which of your documents touch AI.`,
      }),
      every(plannedChange, {
        what: say`Changes planned before they were made`,
        of: (r) => r.target === 'aims' && r.state !== 'refused',
        holds: (r) => r.unplanned !== true && r.purpose !== null && r.consequences !== null,
        action: say`Say what the change is for and what follows from it.`,
        whenEmpty: null,
      }),
    ],
  },
  {
    id: 'training',
    title: 'Train people',
    purpose: 'People who build, run, oversee or audit AI can do what their part asks of them.',
    refs: ['iso42001:7.2', 'iso42001:A.4.6', 'eu-ai-act:Art 4'],
    parts: [
      exists(course, {
        what: say`A published course`,
        counts: (r) => r.state === 'published',
        action: say`Publish the course on AI principles.`,
      }),
      every(trainingAssignment, {
        what: say`Training done`,
        of: (r) => r.state !== 'cancelled',
        holds: (r) => r.state === 'done',
        action: say`Finish the training.`,
        whenEmpty: say`Assign the courses to people.`,
      }),
      every(competence, {
        what: say`Confirmed competence`,
        of: (r) => r.state !== 'withdrawn',
        holds: (r, snapshot) => r.state === 'confirmed' && (r.validUntil === null || r.validUntil >= snapshot.today),
        action: say`Confirm it, or close the gap.`,
        whenEmpty: say`Record the competence the roles need.`,
      }),
    ],
  },
  {
    id: 'awareness',
    title: 'Make people aware',
    purpose:
      'Everybody under your control knows the AI policy, their own part, and what happens when rules are broken.',
    refs: ['iso42001:7.3', 'iso42001:7.4'],
    parts: [
      every(acknowledgement, {
        what: say`Acknowledged documents`,
        of: (r) => r.state !== 'waived',
        holds: (r) => r.state === 'acknowledged',
        action: say`Remind the person.`,
        whenEmpty: say`Ask people to acknowledge the AI policy.`,
      }),
      exists(communication, {
        what: say`Internal communication in force`,
        counts: (r) => r.direction === 'internal' && r.state === 'inForce',
        begun: (r) => r.direction === 'internal',
        action: say`Plan who is told what, when and how.`,
      }),
    ],
  },
  {
    id: 'concerns',
    title: 'Open a channel for concerns',
    purpose: 'Anybody can say that something is wrong with AI, without fear, also without a name.',
    refs: ['iso42001:A.3.3'],
    parts: [
      documented('DOC-A-04', say`A process for reporting concerns`),
      measured(say`A tested channel`, ['concern'], (snapshot) => {
        // Only whether a test exists: concerns themselves stay with those who handle them.
        const tested = snapshot.of(concern).some((each) => each.channelTest === true && each.answeredOn !== null)
        return {
          progress: tested ? 1 : 0,
          have: tested ? say`A test concern was answered` : null,
          missing: tested
            ? []
            : [
                {
                  text: say`Nobody has tested the channel yet`,
                  register: 'concern',
                  record: null,
                  action: say`Send a test concern and have it answered.`,
                },
              ],
        }
      }),
    ],
  },
]
