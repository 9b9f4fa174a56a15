import { defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'

export const businessCase = defineRegister({
  name: 'businessCase',
  label: { one: 'Business case', many: 'Business cases' },
  explain:
    'Why the organisation takes on an AI management system (or a step of it): the options with their cost, effort and benefit, the decision of top management, and later what it really cost and brought.',
  refPrefix: 'CASE',
  area: 'programme',
  serves: ['iso42001:5.1', 'iso42001:7.1'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true }),
    situation: f.longText({ help: 'What happens if nothing is done, who asks for it, what is at stake.' }).optional(),
    currency: f.text({ max: 3, help: 'Three letters, for example EUR.' }).optional(),
    horizonYears: f.integer({ min: 1, max: 20, unit: 'years', label: 'Years looked at' }).optional(),
    options: f
      .rows(
        {
          option: f.text(),
          costOnce: f.number({ min: 0, label: 'Cost, once' }).optional(),
          costPerYear: f.number({ min: 0, label: 'Cost per year' }).optional(),
          effortDays: f.number({ min: 0, unit: 'days', label: 'Own effort' }).optional(),
          benefitPerYear: f.number({ min: 0, label: 'Benefit per year' }).optional(),
          benefit: f.text({ max: 1000, label: 'Benefit in words' }).optional(),
          drawbacks: f.text({ max: 1000 }).optional(),
        },
        { help: 'Include "do nothing" as one option.' },
      )
      .optional(),
    recommendation: f.longText({ help: 'Which option you propose, and why.' }).optional(),
    chosenOption: f.text({ help: 'The option top management chose, named as in the table.' }).optional(),
    decision: f.longText({ help: 'What was decided, with conditions.' }).optional(),
    decidedOn: f.date({ help: 'Set by the decision.', setByMove: true }).optional(),
    decidedBy: f.text({ help: 'Set by the decision.', setByMove: true }).optional(),
    actuals: f
      .rows(
        {
          until: f.date({ label: 'Up to' }),
          cost: f.number({ min: 0 }).optional(),
          effortDays: f.number({ min: 0, unit: 'days' }).optional(),
          benefit: f.number({ min: 0 }).optional(),
          note: f.text({ max: 1000 }).optional(),
        },
        { label: 'What it really cost and brought', help: 'Totals since the start, one row each time you look.' },
      )
      .optional(),
  },
  links: {
    owner: one('person', { inverse: 'businessCasesOwned', inverseLabel: 'Business cases' }),
    objectives: many('objective', { inverse: 'businessCases', inverseLabel: 'Business cases' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', inReview: 'inReview', approved: 'inForce', refused: 'retired', closed: 'retired' },
    moves: {
      submit: {
        from: ['draft'],
        to: 'inReview',
        by: [...stewards, 'author'],
        needs: ['situation', 'options', 'owner'],
      },
      approve: {
        from: ['inReview'],
        to: 'approved',
        signs: 'I approve',
        by: ['topManagement'],
        needs: ['chosenOption', 'decision'],
        unless: (r, { actor }) =>
          (r.createdBy === actor.id && say`You wrote this case; another member of top management decides.`) ||
          (!(r.options ?? []).some((o) => o.option === r.chosenOption) &&
            say`The chosen option is not in the table; name it as it stands there.`),
        sets: (_r, { actor, today }) => ({ decidedOn: today, decidedBy: actor.name }),
      },
      refuse: {
        from: ['inReview'],
        to: 'refused',
        by: ['topManagement'],
        asksReason: true,
        sets: (_r, { actor, today }) => ({ decidedOn: today, decidedBy: actor.name }),
      },
      sendBack: { from: ['inReview', 'refused'], to: 'draft', by: ['topManagement', ...stewards], asksReason: true },
      close: { from: ['approved'], to: 'closed', by: stewards, needs: ['actuals'] },
    },
  },
  can: {
    read: everyone,
    create: ['topManagement', ...stewards],
    edit: ['topManagement', ...stewards, 'owner'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'comparesOptions',
      ask: 'Does the business case compare at least two options?',
      fix: 'Add the option of doing nothing, or a cheaper one.',
      severity: 'ofi',
      failing: (r) => (r.state === 'draft' || r.state === 'inReview') && (r.options ?? []).length < 2,
    },
    {
      id: 'actuals',
      ask: 'Is it followed what the decision really cost and brought?',
      fix: 'Enter the totals so far.',
      severity: 'ofi',
      failing: (r, { today }) =>
        r.state === 'approved' && r.decidedOn !== null && yearsBetween(r.decidedOn, today) >= 1 && !r.actuals?.length,
    },
  ],
  list: { columns: ['ref', 'title', 'chosenOption', 'owner', 'decidedOn', 'state'], sort: 'title' },
  sections: [
    { title: 'Case', fields: ['title', 'situation', 'owner', 'objectives'] },
    { title: 'Options', fields: ['currency', 'horizonYears', 'options', 'recommendation'] },
    { title: 'Decision', fields: ['chosenOption', 'decision', 'decidedOn', 'decidedBy'] },
    { title: 'Afterwards', fields: ['actuals'] },
  ],
  examples: [
    {
      title: 'Certify our AI management system',
      situation: 'Three customers ask for proof that our AI is well run; two tenders were lost without it.',
      currency: 'EUR',
      horizonYears: 3,
      options: [
        {
          option: 'Do nothing',
          costOnce: 0,
          costPerYear: 0,
          effortDays: 0,
          benefitPerYear: 0,
          benefit: null,
          drawbacks: 'Tenders stay out of reach',
        },
        {
          option: 'Certify on top of our ISMS',
          costOnce: 38000,
          costPerYear: 14000,
          effortDays: 140,
          benefitPerYear: 120000,
          benefit: 'Access to bank tenders',
          drawbacks: 'Binds the data team in spring',
        },
      ],
      recommendation: 'Certify on top of our ISMS; half of the procedures exist.',
    },
  ],
})

const yearsBetween = (from: string, to: string): number =>
  Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0)
