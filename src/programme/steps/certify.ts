import { say } from '../../model/say.ts'
import { audit } from '../../registers/audit.ts'
import { auditQuestion } from '../../registers/auditQuestion.ts'
import { auditRequest } from '../../registers/auditRequest.ts'
import { certificationBody } from '../../registers/certificationBody.ts'
import { certificationCycle } from '../../registers/certificationCycle.ts'
import { communication } from '../../registers/communication.ts'
import { correctiveAction } from '../../registers/correctiveAction.ts'
import { finding } from '../../registers/finding.ts'
import { walkthrough } from '../../registers/walkthrough.ts'
import { auditCoverage } from '../auditCoverage.ts'
import type { Step } from './step.ts'
import { every, exists, measured } from './stepParts.ts'

const lives = (record: { state: string }) => record.state !== 'ended'

export const readySteps: readonly Step[] = [
  {
    id: 'certificationBody',
    title: 'Choose a certification body',
    purpose: 'Pick one that is accredited for this standard, knows your field and is free of conflicts.',
    refs: [],
    parts: [
      exists(certificationBody, {
        what: say`A chosen body accredited for ISO/IEC 42001`,
        counts: (r) => r.state === 'chosen' && r.accreditedFor42001 === true,
        begun: (r) => r.state !== 'rejected',
        action: say`Compare bodies, check their accreditation and choose one.`,
        goodUntil: (r) => r.accreditationUntil,
      }),
    ],
  },
  {
    id: 'certificationScope',
    title: 'Agree on the scope of certification',
    purpose: 'The body plans its days by your scope, sites and people; the certificate will say the same words.',
    refs: ['iso42001:4.3'],
    parts: [
      exists(certificationCycle, {
        what: say`A cycle with scope text and people counted`,
        counts: (r) => lives(r) && r.scopeText !== null && r.headcount !== null,
        action: say`Describe the scope as it will stand on the certificate.`,
      }),
      exists(certificationCycle, {
        what: say`Scope statement and statement of applicability named`,
        counts: (r) => lives(r) && r.scope !== null && r.soa !== null,
        action: say`Link the approved versions.`,
      }),
      exists(certificationCycle, {
        what: say`Dates of stage 1 and stage 2`,
        counts: (r) => lives(r) && (r.stage1On ?? r.stage1DoneOn) !== null && (r.stage2On ?? r.stage2DoneOn) !== null,
        action: say`Agree on the dates with the body.`,
      }),
    ],
  },
  {
    id: 'access',
    title: 'Prepare access for the auditors',
    purpose: 'What auditors ask for is found, answered and shown in one place, without searching under their eyes.',
    refs: ['iso42001:7.5.3'],
    parts: [
      every(auditRequest, {
        what: say`Requests with an answer`,
        of: (r) => r.state !== 'withdrawn',
        holds: (r) => r.state === 'answered' || r.state === 'accepted',
        action: say`Answer it and link what shows it.`,
        whenEmpty: say`Take over the list of what auditors usually ask for.`,
      }),
    ],
  },
  {
    id: 'questions',
    title: 'Rehearse the interviews',
    purpose: 'People can say in their own words what they do and where it is written.',
    refs: ['iso42001:7.3'],
    parts: [
      every(auditQuestion, {
        what: say`Prepared questions`,
        of: (r) => r.state !== 'setAside',
        holds: (r) => r.state === 'prepared' || r.state === 'rehearsed',
        action: say`Write the answer and where it is found.`,
        whenEmpty: say`Take over the list of interview questions.`,
      }),
      every(auditQuestion, {
        what: say`Rehearsed questions`,
        of: (r) => r.state !== 'setAside',
        holds: (r) => r.state === 'rehearsed',
        action: say`Rehearse it with the person.`,
        whenEmpty: null,
      }),
    ],
  },
  {
    id: 'mockAudit',
    title: 'Hold a pre-certification audit',
    purpose: 'Find out what the auditors would find while there is still time to put it right.',
    refs: ['iso42001:9.2.1', 'iso42001:9.2.2'],
    parts: [
      exists(audit, {
        what: say`A reported pre-certification audit`,
        counts: (r) => r.kind === 'mock' && (r.state === 'reported' || r.state === 'closed'),
        begun: (r) => r.kind === 'mock',
        action: say`Hold it as the certification body would, and report it.`,
      }),
      measured(say`One full round of internal audits`, ['audit', 'workingPaper', 'auditProgramme'], (snapshot) => {
        const { covered, missing } = auditCoverage(snapshot)
        const percent = Math.floor(covered * 100)
        return {
          progress: covered,
          have: percent === 0 ? null : say`${percent} % of clauses, controls and systems audited this cycle`,
          missing:
            covered === 1
              ? []
              : [
                  {
                    text:
                      missing.length > 0
                        ? say`${missing.length} clauses, controls and systems neither audited nor planned`
                        : say`Not everything planned is audited yet`,
                    register: 'audit',
                    record: null,
                    action: say`Plan and hold the audits that are missing.`,
                  },
                ],
        }
      }),
    ],
  },
]

export const auditSteps: readonly Step[] = [
  {
    id: 'liaison',
    title: 'Look after the audit',
    purpose: 'One person is there for the auditors: plans the days, brings people together, keeps track of requests.',
    refs: ['iso42001:5.3'],
    parts: [
      exists(certificationCycle, {
        what: say`Somebody who looks after the audit`,
        counts: (r) => lives(r) && r.owner !== null,
        action: say`Choose the owner of the cycle.`,
      }),
      exists(certificationCycle, {
        what: say`Audit days planned`,
        counts: (r) => lives(r) && (r.auditDays ?? []).length > 0,
        action: say`Enter the days and the auditors.`,
      }),
    ],
  },
  {
    id: 'walkthroughs',
    title: 'Walk through the processes',
    purpose: 'Show one real case from beginning to end: what was done, by whom, and the record that proves it.',
    refs: ['iso42001:8.1'],
    parts: [
      every(walkthrough, {
        what: say`Rehearsed walkthroughs`,
        of: (r) => r.state !== 'cancelled',
        holds: (r) => r.state === 'rehearsed' || r.state === 'done',
        action: say`Rehearse it with a real case.`,
        whenEmpty: say`Plan a walkthrough for each main process.`,
      }),
    ],
  },
  {
    id: 'correctiveActions',
    title: 'Answer the findings',
    purpose: 'Each finding of the body gets a correction, a cause and an action within the agreed time.',
    refs: ['iso42001:10.2'],
    parts: [
      exists(certificationCycle, {
        what: say`Stage 2 held`,
        counts: (r) => r.stage2DoneOn !== null,
        begun: lives,
        action: say`Have stage 1 and stage 2 held.`,
      }),
      every(finding, {
        what: say`Findings of the body with an action`,
        of: (r) => r.source === 'externalAudit' && (r.grade === 'major' || r.grade === 'minor'),
        holds: (r, snapshot) => snapshot.pointing(correctiveAction, 'findings', r.id).length > 0,
        action: say`Find the cause and plan the action.`,
        whenEmpty: null,
        doneIn: 'correctiveAction',
      }),
      every(finding, {
        what: say`Major findings of the body closed`,
        of: (r) => r.source === 'externalAudit' && r.grade === 'major',
        holds: (r) => r.state === 'closed' || r.state === 'verified',
        action: say`Carry out the action and close the finding.`,
        whenEmpty: null,
      }),
    ],
  },
  {
    id: 'promotion',
    title: 'Tell that you are certified',
    purpose: 'Customers, staff and partners learn of it, in the words the certificate allows.',
    refs: ['iso42001:7.4'],
    parts: [
      exists(certificationCycle, {
        what: say`A valid certificate`,
        counts: (r) => r.state === 'certified' && r.certificateNumber !== null,
        begun: lives,
        action: say`Enter number and dates of the certificate.`,
        goodUntil: (r) => r.certificateUntil,
      }),
      exists(communication, {
        what: say`An outside announcement since then`,
        counts: (r, snapshot) => {
          const since =
            snapshot.of(certificationCycle).find((cycle) => cycle.state === 'certified')?.certificateFrom ?? null
          return r.direction === 'external' && since !== null && (r.said ?? []).some((said) => said.on >= since)
        },
        begun: (r) => r.direction === 'external' && r.state === 'planned',
        action: say`Plan the announcement and record it.`,
      }),
    ],
  },
]
