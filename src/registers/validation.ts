import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const validation = defineRegister({
  name: 'validation',
  label: { one: 'Validation', many: 'Validations' },
  explain:
    'A test of one version of an AI system against its requirements: with what method and data, with what results for which groups of people, and whether it passed. When data or model change afterwards, it no longer proves anything and is marked as outdated.',
  refPrefix: 'VAL',
  area: 'systems',
  serves: ['iso42001:A.6.2.4'],
  fields: {
    title: f.text({ max: 250, search: 'high' }),
    systemVersion: f.text({ max: 100, label: 'Version tested', sortable: true }),
    method: f.longText({ help: 'What was tested and how, so that another person could repeat it.' }).optional(),
    separateFromTraining: f
      .boolean({ label: 'Test data kept apart', help: 'Has the model never seen the test data?' })
      .optional(),
    coversGroups: f
      .boolean({ label: 'Covers groups', help: 'Were results worked out for the groups of people affected?' })
      .optional(),
    results: f
      .rows(
        {
          measure: f.text({ max: 500 }),
          group: f.text({ help: 'Group of people or part of the data; empty for all.' }).optional(),
          value: f.number().optional(),
          threshold: f.text({ label: 'Acceptance criterion' }).optional(),
          passed: f.boolean().optional(),
        },
        { help: 'One row per measure and group.' },
      )
      .optional(),
    conclusion: f.longText({ help: 'What the results mean, and for what use they are not enough.' }).optional(),
    finishedOn: f.date({ label: 'Finished on' }).optional(),
    dataChangedOn: f.date({ label: 'Data or model changed on', help: 'Set when it is marked as outdated.' }).optional(),
    signedBy: f.text({ label: 'Signed by', help: 'Set by the decision.', setByMove: true }).optional(),
    report: f.files().optional(),
  },
  links: {
    system: one('aiSystem', {
      required: true,
      label: 'AI system',
      inverse: 'validations',
      inverseLabel: 'Validations',
    }),
    owner: one('person', { label: 'Tester', inverse: 'validationsOwned', inverseLabel: 'Validations' }),
    testData: many('dataset', { label: 'Test data', inverse: 'validations', inverseLabel: 'Validations' }),
    models: many('model', { inverse: 'validations', inverseLabel: 'Validations' }),
  },
  computed: {
    result: {
      field: f.choice(['passed', 'failed']),
      // An outdated validation did pass; that it is too old is a finding of its own.
      from: (r) => (r.state === 'passed' || r.state === 'outdated' ? 'passed' : r.state === 'failed' ? 'failed' : null),
    },
  },
  workflow: {
    initial: 'planned',
    states: { planned: 'draft', passed: 'conforms', failed: 'major', outdated: 'overdue', cancelled: 'retired' },
    moves: {
      pass: {
        from: ['planned'],
        to: 'passed',
        by: workers,
        needs: ['method', 'results', 'finishedOn', 'conclusion'],
        sets: (_r, { actor }) => ({ signedBy: actor.name }),
        unless: (r, { today }) => {
          const failed = (r.results ?? []).find((row) => row.passed === false)
          const unjudged = (r.results ?? []).find((row) => row.passed === null)
          return (
            (failed !== undefined && say`"${failed.measure}" failed; record the validation as failed.`) ||
            (unjudged !== undefined && say`Say for "${unjudged.measure}" whether it passed.`) ||
            (r.separateFromTraining === false &&
              say`The model has seen the test data; test again with data kept apart.`) ||
            (r.finishedOn !== null && r.finishedOn > today && say`It cannot have passed before it is finished.`)
          )
        },
      },
      fail: {
        from: ['planned'],
        to: 'failed',
        by: workers,
        needs: ['method', 'finishedOn'],
        sets: (_r, { actor }) => ({ signedBy: actor.name }),
      },
      markOutdated: {
        label: 'Mark as outdated',
        from: ['passed'],
        to: 'outdated',
        by: workers,
        asksReason: true,
        sets: (_r, { today }) => ({ dataChangedOn: today }),
      },
      cancel: { from: ['planned'], to: 'cancelled', by: workers, asksReason: true },
    },
    frozen: ['passed', 'failed', 'outdated', 'cancelled'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'groups',
      ask: 'Does every passed validation look at groups of people?',
      fix: 'Work out the results per group in the next validation, or say in the conclusion why no group can differ.',
      severity: 'minor',
      refs: ['iso42001:A.6.2.4', 'iso42001:A.5.4'],
      failing: (r) => r.state === 'passed' && r.coversGroups !== true,
    },
  ],
  list: { columns: ['ref', 'title', 'system', 'systemVersion', 'state', 'finishedOn', 'owner'], sort: '-finishedOn' },
  sections: [
    {
      title: 'Test',
      fields: ['title', 'system', 'systemVersion', 'models', 'owner', 'method', 'testData', 'separateFromTraining'],
    },
    { title: 'Results', fields: ['results', 'coversGroups', 'conclusion', 'finishedOn', 'report'] },
    { title: 'Course', fields: ['signedBy', 'dataChangedOn'] },
  ],
  examples: [
    {
      title: 'Acceptance test of the applicant ranking',
      systemVersion: '2.1',
      method: 'Hold-out year 2025; agreement with two recruiters; selection rates by sex and age group.',
      separateFromTraining: true,
      coversGroups: true,
      results: [
        { measure: 'Agreement with recruiters', group: null, value: 0.87, threshold: 'at least 0.85', passed: true },
        {
          measure: 'Ratio of selection rates',
          group: 'Women to men',
          value: 0.86,
          threshold: 'at least 0.8',
          passed: true,
        },
      ],
      conclusion: 'Good enough for office positions; not tested for technical trades.',
      finishedOn: '2026-02-27',
    },
    { title: 'Load test of meeting summaries', systemVersion: '0.9', method: 'Two hundred meetings in one hour.' },
  ],
})
