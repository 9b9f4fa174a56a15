import { say } from '../../model/say.ts'
import { aimsRole } from '../../registers/aimsRole.ts'
import { aiSystem } from '../../registers/aiSystem/aiSystem.ts'
import { appointment } from '../../registers/appointment.ts'
import { businessCase } from '../../registers/businessCase.ts'
import { communication } from '../../registers/communication.ts'
import { contextIssue } from '../../registers/contextIssue.ts'
import { controlDecision } from '../../registers/controlDecision.ts'
import { interestedParty } from '../../registers/interestedParty.ts'
import { organisationalUnit } from '../../registers/organisationalUnit.ts'
import { programmeTask } from '../../registers/programmeTask.ts'
import { scopeStatement } from '../../registers/scopeStatement.ts'
import { settings } from '../../registers/settings/settings.ts'
import { controls } from '../../standard/index.ts'
import { isRetired } from '../systemStage.ts'
import type { Step } from './step.ts'
import { every, exists, measured } from './stepParts.ts'

const listed = (system: { state: string; stage: string }) => !isRetired(system)

export const prepareSteps: readonly Step[] = [
  {
    id: 'context',
    title: 'Understand context and interested parties',
    purpose:
      'Know what outside and inside shapes your use of AI, and who expects what, so that the system fits your organisation and not a textbook.',
    refs: ['iso42001:4.1', 'iso42001:4.2'],
    parts: [
      exists(contextIssue, {
        what: say`Confirmed external issues`,
        counts: (r) => r.state === 'confirmed' && r.origin === 'external',
        begun: (r) => r.origin === 'external',
        action: say`Note an external issue, such as a law or a market expectation.`,
        goodUntil: (r) => r.nextReviewOn,
      }),
      exists(contextIssue, {
        what: say`Confirmed internal issues`,
        counts: (r) => r.state === 'confirmed' && r.origin === 'internal',
        begun: (r) => r.origin === 'internal',
        action: say`Note an internal issue, such as skills or culture.`,
      }),
      exists(contextIssue, {
        what: say`A decision whether climate change matters`,
        counts: (r) => r.topic === 'climate_change' && (r.relevant === 'yes' || r.relevant === 'no'),
        begun: (r) => r.topic === 'climate_change',
        action: say`Decide whether climate change is relevant, with a reason.`,
      }),
      exists(interestedParty, {
        what: say`Confirmed interested parties with their needs`,
        counts: (r) => r.state === 'confirmed' && (r.requirements ?? []).length > 0,
        action: say`Note who is affected or has a say, and what they need.`,
        goodUntil: (r) => r.nextReviewOn,
      }),
    ],
  },
  {
    id: 'inventory',
    title: 'List every AI system',
    purpose:
      'A system that is not listed is not controlled. The list says what each is for, whom it affects and who answers for it.',
    refs: ['iso42001:4.3', 'iso42001:A.4.2'],
    parts: [
      exists(aiSystem, {
        what: say`AI systems in the inventory`,
        counts: () => true,
        action: say`Enter or import the AI systems you know of.`,
      }),
      every(aiSystem, {
        what: say`Owned systems`,
        of: listed,
        holds: (r) => r.owner !== null,
        action: say`Choose an owner.`,
        whenEmpty: say`Enter the AI systems first.`,
      }),
      every(aiSystem, {
        what: say`Systems with a decision on scope`,
        of: listed,
        holds: (r) => r.inScope !== null,
        action: say`Say whether the scope covers it.`,
        whenEmpty: say`Enter the AI systems first.`,
      }),
    ],
  },
  {
    id: 'scope',
    title: 'Set the scope',
    purpose:
      'Say which activities, places, units and AI systems the management system covers. The certificate will name exactly this.',
    refs: ['iso42001:4.3'],
    parts: [
      exists(scopeStatement, {
        what: say`An approved scope statement`,
        counts: (r) => r.state === 'approved',
        action: say`Write the scope statement and submit it.`,
        goodUntil: (r) => r.nextReviewOn,
      }),
    ],
  },
  {
    id: 'principles',
    title: 'Agree on AI principles',
    purpose:
      'A few sentences on what you stand for, such as fairness or human control. The policy, the objectives and hard decisions lean on them.',
    refs: ['iso42001:5.1', 'iso42001:5.2', 'iso42001:A.6.1.2'],
    parts: [
      exists(settings, {
        what: say`AI principles with what they mean here`,
        counts: (r) => (r.principles ?? []).some((row) => row.meaning !== null),
        action: say`Write the principles into the settings.`,
      }),
    ],
  },
  {
    id: 'role',
    title: 'Determine your role for each system',
    purpose: 'Whether you build, offer or use a system decides which duties and controls meet you.',
    refs: ['iso42001:4.1'],
    parts: [
      every(aiSystem, {
        what: say`Systems with our roles`,
        of: listed,
        holds: (r) => (r.orgRoles ?? []).length > 0,
        action: say`Record what the organisation is for this system.`,
        whenEmpty: say`Enter the AI systems first.`,
      }),
      every(aiSystem, {
        what: say`Systems with a class under the EU AI Act`,
        of: listed,
        holds: (r) => r.legalClass !== null && r.legalClass !== 'unknown',
        action: say`Answer the open questions and record the class with its reason.`,
        whenEmpty: say`Enter the AI systems first.`,
      }),
    ],
  },
  {
    id: 'currentControls',
    title: 'Record the controls you have',
    purpose: 'See what already works before planning anything new.',
    refs: ['iso42001:6.1.3'],
    parts: [
      measured(say`A line for each reference control`, ['controlDecision'], (snapshot) => {
        const held = new Set(
          snapshot
            .of(controlDecision)
            .filter((d) => d.state !== 'removed')
            .map((d) => d.control),
        )
        const absent = controls.filter(({ id }) => !held.has(`iso42001:${id}`))
        const have = controls.length - absent.length
        return {
          progress: have / controls.length,
          have: have === 0 ? null : say`${have} of ${controls.length} reference controls have a line`,
          missing:
            absent.length === 0
              ? []
              : [
                  {
                    text: say`${absent.length} reference controls have no line`,
                    register: 'controlDecision',
                    record: null,
                    action: say`Take over the proposed lines.`,
                  },
                ],
        }
      }),
      every(controlDecision, {
        what: say`Lines that say how far the control is in place`,
        of: (r) => r.state !== 'removed' && r.applicable !== 'no',
        holds: (r) => r.implementation !== null,
        action: say`Say how far it is in place.`,
        whenEmpty: say`Take over the proposed lines first.`,
      }),
    ],
  },
  {
    id: 'gaps',
    title: 'Turn gaps into tasks',
    purpose:
      'The gap analysis is worked out from your records. What counts is that each gap has somebody who closes it.',
    refs: ['iso42001:4.4', 'iso42001:6.1.1'],
    parts: [
      exists(programmeTask, {
        what: say`Tasks that name the clause or control they serve`,
        counts: (r) => r.state !== 'dropped' && (r.standardRefs ?? []).length > 0,
        action: say`Take over the tasks proposed by the gap analysis.`,
      }),
    ],
  },
  {
    id: 'overlap27001',
    title: 'Use what ISO/IEC 27001 already gives you',
    purpose:
      'Documents, audits and reviews of an information security system can serve here too. Knowing this spares double work.',
    refs: ['iso42001:4.4'],
    parts: [
      exists(settings, {
        what: say`An answer whether you are certified to ISO/IEC 27001`,
        counts: (r) => r.ismsCertified !== null,
        action: say`Answer in the settings.`,
      }),
      every(settings, {
        what: say`Scope and end of that certificate`,
        of: (r) => r.ismsCertified === true,
        holds: (r) => r.ismsScope !== null && r.ismsValidUntil !== null,
        action: say`Enter the scope and until when it is valid.`,
        whenEmpty: null,
      }),
    ],
  },
  {
    id: 'businessCase',
    title: 'Decide on the business case',
    purpose: 'Top management decides with cost, effort and benefit in view, and gives what the work needs.',
    refs: ['iso42001:5.1', 'iso42001:7.1'],
    parts: [
      exists(businessCase, {
        what: say`An approved business case`,
        counts: (r) => r.state === 'approved' || r.state === 'closed',
        action: say`Compare the options and submit the case.`,
      }),
    ],
  },
  {
    id: 'responsibilities',
    title: 'Give out responsibilities',
    purpose: 'Everybody knows who decides, who does the work and who reports to top management.',
    refs: ['iso42001:5.3', 'iso42001:A.3.2'],
    parts: [
      exists(aimsRole, {
        what: say`A role that keeps the system in line with the standard`,
        counts: (r) => r.state === 'inForce' && (r.fixedDuties ?? []).includes('conformity'),
        begun: (r) => (r.fixedDuties ?? []).includes('conformity'),
        action: say`Define the role.`,
      }),
      exists(aimsRole, {
        what: say`A role that reports performance to top management`,
        counts: (r) => r.state === 'inForce' && (r.fixedDuties ?? []).includes('performance_reporting'),
        begun: (r) => (r.fixedDuties ?? []).includes('performance_reporting'),
        action: say`Define the role.`,
      }),
      every(aimsRole, {
        what: say`Roles somebody has accepted`,
        of: (r) => r.state === 'inForce' && r.mandatory === true,
        holds: (r, snapshot) => snapshot.pointing(appointment, 'role', r.id).some((a) => a.state === 'accepted'),
        action: say`Appoint a person and have the appointment accepted.`,
        whenEmpty: say`Mark the roles that must be filled.`,
        doneIn: 'appointment',
      }),
    ],
  },
  {
    id: 'departmentHeads',
    title: 'Win the heads of departments',
    purpose: 'Their people use AI every day. They must know what comes and what is expected of them.',
    refs: ['iso42001:5.1', 'iso42001:5.3', 'iso42001:7.4'],
    parts: [
      every(organisationalUnit, {
        what: say`Units with a head`,
        of: (r) => r.state === 'existing' && r.inScope !== false,
        holds: (r) => r.head !== null,
        action: say`Choose the head.`,
        whenEmpty: say`Enter the units in scope.`,
      }),
      exists(communication, {
        what: say`Heads told what comes, on record`,
        counts: (r) => r.direction === 'internal' && (r.said ?? []).length > 0,
        begun: (r) => r.direction === 'internal',
        action: say`Plan the communication and record what was said.`,
      }),
    ],
  },
]
