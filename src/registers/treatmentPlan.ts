import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

const approvers = ['topManagement', 'aimsLead'] as const

export const treatmentPlan = defineRegister({
  name: 'treatmentPlan',
  label: { one: 'Risk treatment plan', many: 'Risk treatment plans' },
  explain:
    'The risks to be treated and the actions for them, put together so that designated management can approve the whole. A plan stays as it was approved; a changed plan is approved anew.',
  refPrefix: 'PLAN',
  area: 'risks',
  serves: ['iso42001:6.1.3', 'iso42001:8.3'],
  fields: {
    title: f.text({ max: 250, search: 'high' }),
    summary: f.longText({ help: 'What the plan wants to reach and in what order.' }).optional(),
    resources: f.longText({ help: 'People, money and tools it takes altogether.' }).optional(),
    comparedWithAnnexA: f
      .boolean({
        label: 'Compared with the reference controls',
        help: 'Was it checked that no needed control was left out?',
      })
      .optional(),
    residualRisk: f
      .longText({
        label: 'What is left',
        help: 'The risk that stays when everything is done, as management should know it.',
      })
      .optional(),
    reviewOn: f.date({ label: 'Next review on' }).optional(),
    approvedOn: f.date({ label: 'Approved on', help: 'Set by the approval.', setByMove: true }).optional(),
    approvedBy: f.text({ label: 'Approved by', help: 'Set by the approval.', setByMove: true }).optional(),
    approvedByRole: f.text({ label: 'In the role of', help: 'Set by the approval.', setByMove: true }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'treatmentPlans', inverseLabel: 'Risk treatment plans' }),
    risks: many('risk', { inverse: 'treatmentPlans', inverseLabel: 'Risk treatment plans' }),
    actions: many('treatmentAction', { inverse: 'treatmentPlans', inverseLabel: 'Risk treatment plans' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', submitted: 'inReview', approved: 'inForce', replaced: 'retired' },
    moves: {
      submit: {
        from: ['draft'],
        to: 'submitted',
        by: workers,
        needs: ['owner', 'risks', 'actions', 'comparedWithAnnexA', 'residualRisk'],
        looksAt: ['actions'],
        unless: (r, { related }) => {
          const unowned = (related.actions ?? []).find((action) => action.owner === null)
          return (
            (unowned !== undefined && say`Action ${unowned.ref} has no owner yet; choose one.`) ||
            (r.comparedWithAnnexA !== true && say`Compare the controls with the reference controls first, and say so.`)
          )
        },
      },
      approve: {
        from: ['submitted'],
        to: 'approved',
        signs: 'I approve',
        by: approvers,
        sets: (_r, { today, actor }) => ({
          approvedOn: today,
          approvedBy: actor.name,
          approvedByRole: actor.roles.includes('topManagement') ? 'Top management' : 'Designated management',
        }),
        unless: (r, { actor }) =>
          (r.createdBy === actor.id || (r.owner !== null && r.owner === actor.person)) &&
          say`You made or own this plan; ask another manager to approve it.`,
      },
      sendBack: { from: ['submitted'], to: 'draft', by: [...approvers, 'author', 'owner'], asksReason: true },
      revise: {
        from: ['approved'],
        to: 'draft',
        by: [...stewards, 'owner'],
        asksReason: true,
        sets: () => ({ approvedOn: null, approvedBy: null, approvedByRole: null }),
      },
      replace: {
        label: 'Replaced by another plan',
        from: ['approved'],
        to: 'replaced',
        by: stewards,
        asksReason: true,
      },
    },
    frozen: ['submitted', 'approved', 'replaced'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'reviewed',
      ask: 'Was every approved plan looked at again by its day?',
      fix: 'Revise the plan and set the next day.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'approved' && r.reviewOn !== null && r.reviewOn < today,
    },
  ],
  list: { columns: ['ref', 'title', 'owner', 'state', 'approvedOn', 'approvedBy', 'reviewOn'], sort: 'title' },
  sections: [
    { title: 'Plan', fields: ['title', 'owner', 'summary', 'risks', 'actions', 'resources', 'comparedWithAnnexA'] },
    { title: 'Approval', fields: ['residualRisk', 'reviewOn', 'approvedOn', 'approvedBy', 'approvedByRole'] },
  ],
  examples: [
    {
      title: 'Treatment plan 2026, recruiting systems',
      summary: 'First the fairness tests, then training of recruiters, then the contest route.',
      resources: 'Forty days of the data team, 12,000 EUR for training.',
      comparedWithAnnexA: true,
      residualRisk: 'Uneven errors for small groups stay possible (medium); they are watched monthly.',
      reviewOn: '2027-03-01',
    },
    { title: 'Treatment plan 2027, draft' },
  ],
})
