import type { RecordOf } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { aiSystem } from '../../registers/aiSystem/aiSystem.ts'
import { audit } from '../../registers/audit.ts'
import { auditProgramme } from '../../registers/auditProgramme.ts'
import { correctiveAction } from '../../registers/correctiveAction.ts'
import { dataQualityRequirement } from '../../registers/dataQualityRequirement.ts'
import { dataQualityResult } from '../../registers/dataQualityResult.ts'
import { dataset } from '../../registers/dataset.ts'
import { deployment } from '../../registers/deployment.ts'
import { eventLog } from '../../registers/eventLog.ts'
import { finding } from '../../registers/finding.ts'
import { impactAssessment } from '../../registers/impactAssessment/impactAssessment.ts'
import { managementReview } from '../../registers/managementReview.ts'
import { monitor } from '../../registers/monitor.ts'
import { obligation } from '../../registers/obligation.ts'
import { resource } from '../../registers/resource.ts'
import { risk } from '../../registers/risk/risk.ts'
import { riskCriteria } from '../../registers/riskCriteria.ts'
import { supplier } from '../../registers/supplier.ts'
import { systemDocument } from '../../registers/systemDocument.ts'
import { treatmentPlan } from '../../registers/treatmentPlan.ts'
import { triage } from '../../registers/triage/triage.ts'
import { validation } from '../../registers/validation.ts'
import type { Snapshot } from '../snapshot.ts'
import { isInUse } from '../systemFacts.ts'
import { isRetired } from '../systemStage.ts'
import { addMonths } from '../workingDays.ts'
import type { Step } from './step.ts'
import { documented, every, exists } from './stepParts.ts'

type System = RecordOf<typeof aiSystem>

const inScope = (system: System) => !isRetired(system) && system.inScope !== false
const inUse = (system: System) => inScope(system) && isInUse(system)
const builtHere = (system: System) =>
  inScope(system) && (system.origin === 'own' || system.origin === 'fine_tuned_third_party')
const noSystems = say`Enter the AI systems first.`

const needsAssessment = (system: System, snapshot: Snapshot): boolean =>
  inScope(system) &&
  snapshot.pointing(triage, 'system', system.id).some((each) => each.state === 'done' && each.level !== 'light')

const isNonconformity = (each: RecordOf<typeof finding>) => each.grade === 'major' || each.grade === 'minor'

/** Steps of building the system that concern AI systems, data, third parties and checks. */
export const implementSystemSteps: readonly Step[] = [
  {
    id: 'risks',
    title: 'Assess and treat risks',
    purpose: 'Know what can go wrong for you, for people and for society, and do something about what is too much.',
    refs: ['iso42001:6.1.1', 'iso42001:6.1.2', 'iso42001:6.1.3', 'iso42001:8.2', 'iso42001:8.3'],
    parts: [
      exists(riskCriteria, {
        what: say`Approved risk criteria`,
        counts: (r) => r.state === 'approved',
        action: say`Set the appetite and have it approved.`,
      }),
      every(aiSystem, {
        what: say`Systems with risks on record`,
        of: inScope,
        holds: (r, snapshot) => snapshot.pointing(risk, 'systems', r.id).length > 0,
        action: say`Take over the proposed risks, or enter your own.`,
        whenEmpty: noSystems,
        doneIn: 'risk',
      }),
      every(risk, {
        what: say`Analysed risks`,
        of: (r) => r.state !== 'closed',
        holds: (r) => r.state !== 'identified',
        action: say`Rate it and record it as analysed.`,
        whenEmpty: say`Enter the risks.`,
      }),
      exists(treatmentPlan, {
        what: say`An approved treatment plan`,
        counts: (r) => r.state === 'approved',
        action: say`Put the actions into a plan and have it approved.`,
        goodUntil: (r) => r.reviewOn,
      }),
    ],
  },
  {
    id: 'resources',
    title: 'Document resources and tooling',
    purpose: 'Know what data, tools, computing and people the AI systems rest on.',
    refs: ['iso42001:7.1', 'iso42001:A.4.2', 'iso42001:A.4.3', 'iso42001:A.4.4', 'iso42001:A.4.5', 'iso42001:A.4.6'],
    parts: [
      ...(['data', 'tooling', 'compute', 'people'] as const).map((kind) =>
        exists(resource, {
          what: say`Resources in use: ${kind}`,
          counts: (r) => r.state === 'inUse' && r.kind === kind,
          begun: (r) => r.kind === kind,
          action: say`Record what is used.`,
        }),
      ),
      every(aiSystem, {
        what: say`Systems in use with their resources`,
        of: inUse,
        holds: (r, snapshot) => snapshot.pointing(resource, 'systems', r.id).length > 0,
        action: say`Link the resources it rests on.`,
        whenEmpty: null,
        doneIn: 'resource',
      }),
    ],
  },
  {
    id: 'impactAssessments',
    title: 'Assess the impact on people and society',
    purpose: 'Look from the side of those affected, before harm is done, and again when something changes.',
    refs: ['iso42001:6.1.4', 'iso42001:8.4', 'iso42001:A.5.2', 'iso42001:A.5.3', 'iso42001:A.5.4', 'iso42001:A.5.5'],
    parts: [
      documented('DOC-A-06', say`A process for impact assessments`),
      every(aiSystem, {
        what: say`Systems with a finished triage`,
        of: inScope,
        holds: (r, snapshot) => snapshot.pointing(triage, 'system', r.id).some((each) => each.state === 'done'),
        action: say`Take over the proposed answers and finish the triage.`,
        whenEmpty: noSystems,
        doneIn: 'triage',
      }),
      every(aiSystem, {
        what: say`Assessments in force where triage asks for one`,
        of: needsAssessment,
        holds: (r, snapshot) =>
          snapshot.pointing(impactAssessment, 'system', r.id).some((each) => each.state === 'inForce'),
        action: say`Assess the impact and have it approved.`,
        whenEmpty: null,
        doneIn: 'impactAssessment',
      }),
    ],
  },
  {
    id: 'ethicalDevelopment',
    title: 'Develop responsibly',
    purpose:
      'Objectives, requirements, design and tests make sure that what you build does what it should, for everybody.',
    refs: ['iso42001:A.6.1.2', 'iso42001:A.6.1.3', 'iso42001:A.6.2.2', 'iso42001:A.6.2.3', 'iso42001:A.6.2.4'],
    parts: [
      documented('DOC-A-09', say`A process for responsible design and development`),
      documented('DOC-A-08', say`Objectives for responsible development`),
      every(aiSystem, {
        what: say`Systems built here with requirements`,
        of: builtHere,
        holds: (r) => (r.requirements ?? []).length > 0,
        action: say`Write the requirements with acceptance criteria.`,
        whenEmpty: null,
      }),
      every(aiSystem, {
        what: say`Systems built here with a passed validation`,
        of: (r) => builtHere(r) && isInUse(r),
        holds: (r, snapshot) => snapshot.pointing(validation, 'system', r.id).some((each) => each.state === 'passed'),
        action: say`Test it against its requirements.`,
        whenEmpty: null,
        doneIn: 'validation',
      }),
    ],
  },
  {
    id: 'deploymentAndMonitoring',
    title: 'Record deployment, operation and monitoring',
    purpose: 'What goes live was approved, is watched, and leaves traces that explain what happened.',
    refs: ['iso42001:A.6.2.5', 'iso42001:A.6.2.6', 'iso42001:A.6.2.8', 'iso42001:A.9.4'],
    parts: [
      every(aiSystem, {
        what: say`Systems in use with intended uses`,
        of: inUse,
        holds: (r) => (r.intendedUses ?? []).length > 0,
        action: say`Write down what it may be used for.`,
        whenEmpty: noSystems,
      }),
      every(aiSystem, {
        what: say`Systems in use with a recorded deployment`,
        of: inUse,
        holds: (r, snapshot) => snapshot.pointing(deployment, 'system', r.id).some((each) => each.state === 'deployed'),
        action: say`Record and approve the deployment.`,
        whenEmpty: noSystems,
        doneIn: 'deployment',
      }),
      every(aiSystem, {
        what: say`Systems in use that are monitored`,
        of: inUse,
        holds: (r, snapshot) => snapshot.pointing(monitor, 'system', r.id).some((each) => each.state === 'active'),
        action: say`Set up what is watched, by whom and from which value on.`,
        whenEmpty: noSystems,
        doneIn: 'monitor',
      }),
      every(aiSystem, {
        what: say`Systems in use with event logs`,
        of: inUse,
        holds: (r, snapshot) => snapshot.pointing(eventLog, 'system', r.id).some((each) => each.state === 'running'),
        action: say`Record where its events are logged and for how long.`,
        whenEmpty: noSystems,
        doneIn: 'eventLog',
      }),
    ],
  },
  {
    id: 'dataManagement',
    title: 'Manage data and its quality',
    purpose: 'Know where data comes from, whether it may be used, and whether it is good enough.',
    refs: ['iso42001:A.7.2', 'iso42001:A.7.3', 'iso42001:A.7.4', 'iso42001:A.7.5', 'iso42001:A.7.6'],
    parts: [
      documented('DOC-A-17', say`A process for managing data`),
      every(dataset, {
        what: say`Approved data sets with origin`,
        of: (r) => r.state !== 'withdrawn',
        holds: (r) => r.state === 'approved' && ((r.provenance ?? []).length > 0 || r.source !== null),
        action: say`Record where it comes from and have it approved.`,
        whenEmpty: say`Enter the data sets your systems use.`,
      }),
      every(dataset, {
        what: say`Data sets with quality requirements`,
        of: (r) => r.state === 'approved',
        holds: (r, snapshot) =>
          snapshot.pointing(dataQualityRequirement, 'dataset', r.id).some((each) => each.state === 'inForce'),
        action: say`Say what good enough means.`,
        whenEmpty: null,
        doneIn: 'dataQualityRequirement',
      }),
      every(dataQualityRequirement, {
        what: say`Quality requirements that were measured`,
        of: (r) => r.state === 'inForce',
        holds: (r, snapshot) =>
          snapshot
            .pointing(dataQualityResult, 'requirement', r.id)
            .some((each) => each.state === 'passed' || each.state === 'deviationAccepted'),
        action: say`Measure it, and decide on what fails.`,
        whenEmpty: null,
        doneIn: 'dataQualityResult',
      }),
    ],
  },
  {
    id: 'systemDocumentation',
    title: 'Document the systems',
    purpose: 'Users, operators, customers and authorities each get what they need to know.',
    refs: ['iso42001:A.6.2.3', 'iso42001:A.6.2.7', 'iso42001:A.8.2'],
    parts: [
      every(aiSystem, {
        what: say`Systems in use with technical documentation`,
        of: inUse,
        holds: (r, snapshot) =>
          snapshot
            .pointing(systemDocument, 'system', r.id)
            .some((each) => each.state === 'published' && each.kind !== 'user_info'),
        action: say`Write and publish it.`,
        whenEmpty: noSystems,
        doneIn: 'systemDocument',
      }),
      every(aiSystem, {
        what: say`Systems people use with information for them`,
        of: (r) => inUse(r) && r.userFacing === true,
        holds: (r, snapshot) =>
          snapshot
            .pointing(systemDocument, 'system', r.id)
            .some((each) => each.state === 'published' && each.kind === 'user_info'),
        action: say`Tell users what it does, its limits and how to complain.`,
        whenEmpty: null,
        doneIn: 'systemDocument',
      }),
    ],
  },
  {
    id: 'thirdParties',
    title: 'Settle duties with third parties',
    purpose: 'Suppliers and customers know who tests, logs, watches and tells whom; nothing falls between two.',
    refs: ['iso42001:A.10.2', 'iso42001:A.10.3', 'iso42001:A.10.4'],
    parts: [
      every(supplier, {
        what: say`Suppliers of AI looked at and approved`,
        of: (r) => r.providesAi && r.state !== 'ended',
        holds: (r, snapshot) =>
          r.state === 'approved' && r.dueDiligenceOn !== null && (r.reviewBy === null || r.reviewBy >= snapshot.today),
        action: say`Look at the supplier and approve it, or review it again.`,
        whenEmpty: null,
      }),
      every(aiSystem, {
        what: say`Systems offered to others with information for customers`,
        of: (r) => inScope(r) && (r.orgRoles ?? []).includes('provider'),
        holds: (r) => r.customerInformation !== null,
        action: say`Write what customers are told about use, limits and their own duties.`,
        whenEmpty: null,
      }),
      documented('DOC-A-30', say`A process for suppliers, or reviewed suppliers`),
    ],
  },
  {
    id: 'compliance',
    title: 'Check yourselves',
    purpose: 'Law and contracts are looked at regularly, and internal audits look at everything before others do.',
    refs: ['iso42001:4.2', 'iso42001:9.1', 'iso42001:9.2.1', 'iso42001:9.2.2', 'iso42001:A.8.5'],
    parts: [
      every(obligation, {
        what: say`Obligations checked within a year`,
        of: (r) => r.state === 'applies' || r.state === 'identified',
        holds: (r, snapshot) =>
          r.state === 'applies' && r.checkedOn !== null && r.checkedOn >= addMonths(snapshot.today, -12),
        action: say`Check whether and how it is met.`,
        whenEmpty: say`Enter the laws and contracts that apply.`,
      }),
      exists(auditProgramme, {
        what: say`An approved audit programme`,
        counts: (r) => r.state === 'approved',
        action: say`Plan the audits over the cycle and have the programme approved.`,
        goodUntil: (r) => r.cycleEndOn,
      }),
      exists(audit, {
        what: say`A reported internal audit`,
        counts: (r) => r.kind === 'internal' && (r.state === 'reported' || r.state === 'closed'),
        begun: (r) => r.kind === 'internal',
        action: say`Hold an internal audit and report it.`,
        goodUntil: (r) => (r.reportedOn === null ? null : addMonths(r.reportedOn, 12)),
      }),
    ],
  },
  {
    id: 'managementReview',
    title: 'Review by top management',
    purpose: 'Top management looks at the whole system and decides what gets better.',
    refs: ['iso42001:9.3.1', 'iso42001:9.3.2', 'iso42001:9.3.3'],
    parts: [
      exists(managementReview, {
        what: say`A signed management review`,
        counts: (r) => r.state === 'signed',
        action: say`Prepare, hold and sign a review.`,
        goodUntil: (r) => r.nextOn ?? (r.heldOn === null ? null : addMonths(r.heldOn, 12)),
      }),
    ],
  },
  {
    id: 'nonconformities',
    title: 'Put nonconformities right',
    purpose: 'Find the cause of what went wrong and remove it, so that it does not come back.',
    refs: ['iso42001:10.2'],
    parts: [
      every(finding, {
        what: say`Nonconformities with cause and action`,
        of: isNonconformity,
        holds: (r, snapshot) => r.cause !== null && snapshot.pointing(correctiveAction, 'findings', r.id).length > 0,
        action: say`Find the cause and plan an action.`,
        whenEmpty: say`Nothing was found yet: hold an internal audit, or record what you see yourselves.`,
      }),
      every(finding, {
        what: say`Nonconformities in time`,
        of: isNonconformity,
        holds: (r, snapshot) =>
          r.state === 'closed' || r.state === 'verified' || r.dueOn === null || r.dueOn >= snapshot.today,
        action: say`Close it, or agree on a new date with a reason.`,
        whenEmpty: null,
      }),
    ],
  },
]
