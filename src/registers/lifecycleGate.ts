import {
  type AnyRecord,
  defineRegister,
  everyone,
  f,
  type GuardContext,
  one,
  stewards,
  workers,
} from '../model/index.ts'
import { type Said, say } from '../model/say.ts'
import { lifecycleStages } from '../standard/riskManagement.ts'

/** People who built a system do not decide whether it may go on. */
function builtBy(system: AnyRecord | undefined, { actor }: GuardContext): Said | false {
  const builders = Array.isArray(system?.builders) ? system.builders : []
  return (
    actor.person !== null &&
    builders.includes(actor.person) &&
    say`You helped to build this system; ask somebody who did not to decide at this gate.`
  )
}

const decided = (_r: unknown, { today, actor }: GuardContext) => ({ heldOn: today, approver: actor.name })
const deciders = ['aimsLead', 'topManagement', 'riskOwner', 'systemOwner'] as const

export const lifecycleGate = defineRegister({
  name: 'lifecycleGate',
  label: { one: 'Life cycle gate', many: 'Life cycle gates' },
  explain:
    'The checkpoint at the end of a stage of an AI system: which records must be there before the next stage may begin, whether they were, and who decided. Nobody who built the system decides here.',
  refPrefix: 'GATE',
  area: 'systems',
  serves: ['iso42001:A.6.1.3', 'iso42001:8.1'],
  fields: {
    stage: f.choice(lifecycleStages, { label: 'Stage that ends here', sortable: true }),
    plannedOn: f.date({ label: 'Planned on' }).optional(),
    checklist: f
      .rows(
        {
          record: f.text({ max: 500, label: 'Required record' }),
          present: f.boolean().optional(),
          where: f.text({ max: 1000, label: 'Where to find it' }).optional(),
        },
        {
          label: 'Required records',
          help: 'What must exist before the next stage, for example requirements or test results.',
        },
      )
      .optional(),
    notes: f.longText({ search: 'high' }).optional(),
    conditions: f
      .longText({ help: 'What is still to be done, by whom and by when, when it passes with conditions.' })
      .optional(),
    heldOn: f.date({ label: 'Decided on', help: 'Set by the decision.', setByMove: true }).optional(),
    approver: f.text({ help: 'Set by the decision.', setByMove: true }).optional(),
  },
  links: {
    system: one('aiSystem', { required: true, label: 'AI system', inverse: 'gates', inverseLabel: 'Life cycle gates' }),
    owner: one('person', { inverse: 'gatesOwned', inverseLabel: 'Life cycle gates' }),
  },
  computed: {
    result: {
      field: f.choice(['passed', 'conditional', 'failed']),
      from: (r) => (r.state === 'open' ? null : r.state),
    },
  },
  workflow: {
    initial: 'open',
    states: { open: 'draft', passed: 'conforms', conditional: 'due', failed: 'overdue' },
    moves: {
      pass: {
        from: ['open', 'conditional'],
        to: 'passed',
        by: deciders,
        needs: ['checklist'],
        looksAt: ['system'],
        sets: decided,
        unless: (r, context) => {
          const missing = (r.checklist ?? []).find((row) => row.present !== true)
          return (
            builtBy(context.related.system?.[0], context) ||
            (missing !== undefined && say`"${missing.record}" is not there yet; add it, or pass with conditions.`)
          )
        },
      },
      passWithConditions: {
        label: 'Pass with conditions',
        from: ['open'],
        to: 'conditional',
        by: deciders,
        needs: ['checklist', 'conditions'],
        looksAt: ['system'],
        asksReason: true,
        sets: decided,
        unless: (_r, context) => builtBy(context.related.system?.[0], context),
      },
      fail: {
        from: ['open', 'conditional'],
        to: 'failed',
        by: deciders,
        looksAt: ['system'],
        asksReason: true,
        sets: decided,
        unless: (_r, context) => builtBy(context.related.system?.[0], context),
      },
      holdAgain: {
        label: 'Hold again',
        from: ['failed'],
        to: 'open',
        by: ['owner', 'systemOwner', ...stewards],
        asksReason: true,
        sets: () => ({ heldOn: null, approver: null }),
      },
    },
    frozen: ['passed', 'failed'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'held',
      ask: 'Was every planned gate held by its day?',
      fix: 'Hold the gate, or plan a later day.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'open' && r.plannedOn !== null && r.plannedOn < today,
    },
  ],
  list: { columns: ['ref', 'system', 'stage', 'state', 'plannedOn', 'heldOn', 'approver'], sort: '-plannedOn' },
  sections: [
    { title: 'Gate', fields: ['system', 'stage', 'owner', 'plannedOn', 'checklist', 'notes'] },
    { title: 'Decision', fields: ['conditions', 'heldOn', 'approver'] },
  ],
  titleOf: (r) => `Gate after ${r.stage.replaceAll('_', ' ')}`,
  examples: [
    {
      stage: 'verification',
      plannedOn: '2026-03-02',
      checklist: [
        { record: 'Requirements with acceptance criteria', present: true, where: 'Section Making and running it' },
        { record: 'Validation of version 2.1', present: true, where: 'Validation report of 27 February' },
        { record: 'Impact assessment in force', present: true, where: null },
      ],
    },
    {
      stage: 'development',
      plannedOn: '2027-01-18',
      checklist: [{ record: 'Design record', present: false, where: null }],
    },
  ],
})
