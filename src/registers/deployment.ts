import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const deployment = defineRegister({
  name: 'deployment',
  label: { one: 'Deployment', many: 'Deployments' },
  explain:
    'The release of one version of an AI system: the plan, how the live environment differs from the test, what had to be met, the way back, and who approved it. A version that was not validated cannot be approved.',
  refPrefix: 'DEP',
  area: 'systems',
  serves: ['iso42001:A.6.2.5', 'iso42001:8.1'],
  fields: {
    systemVersion: f.text({ max: 100, label: 'Version', sortable: true }),
    plan: f.longText({ search: 'high', help: 'Steps, people, times, who is told.' }).optional(),
    plannedOn: f.date({ label: 'Planned on' }).optional(),
    environment: f.text({ max: 500, label: 'Live environment' }).optional(),
    environmentDifferences: f
      .longText({
        label: 'Differences to the test environment',
        help: 'Hardware, data feeds, load, settings; "none" if there are none.',
      })
      .optional(),
    criteria: f
      .rows(
        { criterion: f.text({ max: 1000 }), met: f.boolean().optional(), note: f.text({ max: 1000 }).optional() },
        { label: 'Release criteria', help: 'What must be met before release.' },
      )
      .optional(),
    rollback: f
      .longText({ label: 'Way back', help: 'How and how fast the previous state is restored, and who decides.' })
      .optional(),
    userAcceptance: f.longText({ label: 'Acceptance by users', help: 'Who tried it and what they said.' }).optional(),
    userAcceptedOn: f.date({ label: 'Accepted by users on' }).optional(),
    approver: f.text({ help: 'Set by the approval.', setByMove: true }).optional(),
    approvedOn: f.date({ label: 'Approved on', help: 'Set by the approval.', setByMove: true }).optional(),
    deployedOn: f
      .date({ label: 'Deployed on', help: 'Set when it is recorded as deployed, unless given before.' })
      .optional(),
    rolledBackOn: f.date({ label: 'Rolled back on' }).optional(),
  },
  links: {
    system: one('aiSystem', {
      required: true,
      label: 'AI system',
      inverse: 'deployments',
      inverseLabel: 'Deployments',
    }),
    owner: one('person', { label: 'Responsible', inverse: 'deploymentsOwned', inverseLabel: 'Deployments' }),
    validations: many('validation', { inverse: 'deployments', inverseLabel: 'Deployments' }),
  },
  computed: {},
  workflow: {
    initial: 'planned',
    states: {
      planned: 'draft',
      approved: 'inReview',
      deployed: 'inForce',
      replaced: 'retired',
      rolledBack: 'overdue',
      cancelled: 'retired',
    },
    moves: {
      approve: {
        from: ['planned'],
        to: 'approved',
        signs: 'I approve',
        by: ['aimsLead', 'topManagement', 'systemOwner'],
        needs: ['plan', 'rollback', 'environmentDifferences', 'criteria', 'validations'],
        looksAt: ['system', 'validations'],
        sets: (_r, { today, actor }) => ({ approver: actor.name, approvedOn: today }),
        unless: (r, { actor, related }) => {
          const system = related.system?.[0]
          const builders = Array.isArray(system?.builders) ? system.builders : []
          const open = (r.criteria ?? []).find((row) => row.met !== true)
          const isValidated = (related.validations ?? []).some(
            (v) => v.state === 'passed' && v.systemVersion === r.systemVersion,
          )
          return (
            (r.createdBy === actor.id && say`You planned this deployment; ask another person to approve it.`) ||
            (actor.person !== null &&
              builders.includes(actor.person) &&
              say`You helped to build this system; ask somebody who did not to approve its release.`) ||
            (!isValidated && say`Link a passed validation of version ${r.systemVersion}.`) ||
            (open !== undefined && say`The release criterion "${open.criterion}" is not met yet.`) ||
            (system?.legalClass === 'prohibited' &&
              say`The system is classed as prohibited; it must not be released.`) ||
            ((system?.state === 'suspended' || system?.state === 'retired') &&
              say`The system is ${system.state}; bring it back into use before a version is released.`)
          )
        },
      },
      withdrawApproval: {
        label: 'Withdraw the approval',
        from: ['approved'],
        to: 'planned',
        by: ['aimsLead', 'topManagement', 'systemOwner'],
        asksReason: true,
        sets: () => ({ approver: null, approvedOn: null }),
      },
      deploy: {
        label: 'Record as deployed',
        from: ['approved'],
        to: 'deployed',
        by: ['owner', 'systemOwner', ...stewards],
        sets: (r, { today }) => ({ deployedOn: r.deployedOn ?? today }),
      },
      rollBack: {
        label: 'Roll back',
        from: ['deployed'],
        to: 'rolledBack',
        by: ['owner', 'systemOwner', ...stewards],
        asksReason: true,
        sets: (_r, { today }) => ({ rolledBackOn: today }),
      },
      replace: {
        label: 'Replaced by a newer version',
        from: ['deployed'],
        to: 'replaced',
        by: ['owner', 'systemOwner', ...stewards],
      },
      cancel: {
        from: ['planned', 'approved'],
        to: 'cancelled',
        by: ['owner', 'author', 'systemOwner', ...stewards],
        asksReason: true,
      },
    },
    frozen: ['approved', 'deployed', 'replaced', 'rolledBack', 'cancelled'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'acceptedByUsers',
      ask: 'Did users accept each version that is live?',
      fix: 'Before the next release, let users try it and record what they say.',
      severity: 'ofi',
      failing: (r) => r.state === 'deployed' && r.userAcceptance === null,
    },
    {
      id: 'plannedDay',
      ask: 'Was every planned release done or replanned?',
      fix: 'Deploy, replan or cancel it.',
      severity: 'ofi',
      failing: (r, { today }) =>
        (r.state === 'planned' || r.state === 'approved') && r.plannedOn !== null && r.plannedOn < today,
    },
  ],
  list: {
    columns: ['ref', 'system', 'systemVersion', 'state', 'plannedOn', 'deployedOn', 'approver'],
    sort: '-deployedOn',
  },
  sections: [
    {
      title: 'Release',
      fields: ['system', 'systemVersion', 'owner', 'plannedOn', 'plan', 'environment', 'environmentDifferences'],
    },
    { title: 'Readiness', fields: ['validations', 'criteria', 'rollback', 'userAcceptance', 'userAcceptedOn'] },
    { title: 'Decision and course', fields: ['approver', 'approvedOn', 'deployedOn', 'rolledBackOn'] },
  ],
  titleOf: (r) => `Version ${r.systemVersion}`,
  examples: [
    {
      systemVersion: '2.1',
      plan: 'Monday 7:00 switch for one site, Thursday for all; recruiting is told on Friday before.',
      plannedOn: '2026-03-16',
      environment: 'Production cluster, region Frankfurt',
      environmentDifferences: 'Twice the memory; same data feed.',
      criteria: [{ criterion: 'Ratio of selection rates at least 0.8', met: true, note: '0.86' }],
      rollback:
        'Version 2.0 stays installed; platform on call switches back within 15 minutes, recruiting lead decides.',
      userAcceptance: 'Six recruiters worked with it for two weeks; two wording changes were made.',
      userAcceptedOn: '2026-03-06',
    },
    { systemVersion: '2.2', plannedOn: '2027-02-01', plan: 'As for 2.1, one site first.' },
  ],
})
