import { type AnyRecord, defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'
import { meets } from './lists/dataLists.ts'

/** Whether a value meets the requirement it belongs to; null when the requirement cannot be seen. */
function holds(value: number, requirements: readonly AnyRecord[] | undefined): boolean | null {
  const comparison = requirements?.[0]?.comparison
  const threshold = requirements?.[0]?.threshold
  if ((comparison !== 'atLeast' && comparison !== 'atMost') || typeof threshold !== 'number') return null
  return meets(value, comparison, threshold)
}

const thresholdOf = (requirements: readonly AnyRecord[] | undefined) => requirements?.[0]?.threshold ?? null

export const dataQualityResult = defineRegister({
  name: 'dataQualityResult',
  label: { one: 'Data quality result', many: 'Data quality results' },
  explain:
    'One measurement of a data quality requirement. Whether it passed follows from the threshold; when it did not, somebody decides whether the data may be used all the same, and why.',
  refPrefix: 'DQ',
  area: 'systems',
  serves: ['iso42001:A.7.4'],
  fields: {
    value: f.number(),
    measuredOn: f.date({ label: 'Measured on' }),
    dataVersion: f.text({ max: 100, label: 'Data version' }).optional(),
    method: f.text({ max: 1000, help: 'Tool, script or sample, where it differs from the requirement.' }).optional(),
    notes: f.longText({ search: 'high' }).optional(),
    thresholdThen: f
      .number({ label: 'Threshold at the time', help: 'Set when the result is judged.', setByMove: true })
      .optional(),
    decision: f
      .longText({ label: 'Decision on the deviation', help: 'What is done about it, and by when.' })
      .optional(),
    decidedOn: f.date({ label: 'Decided on', setByMove: true }).optional(),
    decidedBy: f.text({ label: 'Decided by', setByMove: true }).optional(),
  },
  links: {
    requirement: one('dataQualityRequirement', { required: true, inverse: 'results', inverseLabel: 'Results' }),
    owner: one('person', { label: 'Measured by', inverse: 'dataQualityResults', inverseLabel: 'Data quality results' }),
  },
  computed: {
    passed: {
      field: f.boolean({ help: 'Known once the result was judged.' }),
      from: (r) => (r.state === 'measured' || r.state === 'withdrawn' ? null : r.state === 'passed'),
    },
  },
  workflow: {
    initial: 'measured',
    states: {
      measured: 'draft',
      passed: 'conforms',
      failed: 'overdue',
      deviationAccepted: 'minor',
      rejected: 'major',
      withdrawn: 'retired',
    },
    moves: {
      pass: {
        from: ['measured'],
        to: 'passed',
        by: workers,
        looksAt: ['requirement'],
        sets: (_r, { related }) => ({ thresholdThen: thresholdOf(related.requirement) }),
        unless: (r, { related }) =>
          holds(r.value, related.requirement) !== true && say`The value misses the threshold; record it as failed.`,
      },
      fail: {
        from: ['measured'],
        to: 'failed',
        by: workers,
        looksAt: ['requirement'],
        sets: (_r, { related }) => ({ thresholdThen: thresholdOf(related.requirement) }),
        unless: (r, { related }) =>
          holds(r.value, related.requirement) === true && say`The value meets the threshold; record it as passed.`,
      },
      acceptDeviation: {
        label: 'Accept the deviation',
        from: ['failed'],
        to: 'deviationAccepted',
        by: ['aimsLead', 'riskOwner', 'systemOwner'],
        needs: ['decision'],
        asksReason: true,
        sets: (_r, { today, actor }) => ({ decidedOn: today, decidedBy: actor.name }),
        unless: (r, { actor }) =>
          r.createdBy === actor.id && say`You recorded this result; ask another person to accept the deviation.`,
      },
      reject: {
        label: 'Reject the data',
        from: ['failed'],
        to: 'rejected',
        by: ['aimsLead', 'riskOwner', 'systemOwner'],
        asksReason: true,
        sets: (_r, { today, actor }) => ({ decidedOn: today, decidedBy: actor.name }),
      },
      withdraw: { from: ['measured', 'passed', 'failed'], to: 'withdrawn', by: stewards, asksReason: true },
    },
    frozen: ['passed', 'deviationAccepted', 'rejected', 'withdrawn'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'decided',
      ask: 'Was every failed measurement decided on?',
      fix: 'Accept the deviation with a reason, or reject the data.',
      severity: 'minor',
      failing: (r) => r.state === 'failed',
    },
  ],
  list: { columns: ['ref', 'requirement', 'value', 'measuredOn', 'passed', 'state', 'owner'], sort: '-measuredOn' },
  sections: [
    { title: 'Measurement', fields: ['requirement', 'value', 'measuredOn', 'dataVersion', 'method', 'owner', 'notes'] },
    { title: 'Judgement', fields: ['thresholdThen', 'decision', 'decidedOn', 'decidedBy'] },
  ],
  titleOf: (r) => `${r.value} on ${r.measuredOn}`,
  examples: [
    { value: 1.4, measuredOn: '2026-02-11', dataVersion: '3', method: 'profile.py 0.9 over all rows' },
    {
      value: 6.2,
      measuredOn: '2025-11-04',
      dataVersion: '2',
      decision: 'Used for the pilot only; the form asks for the years from version 3 on.',
    },
  ],
})
