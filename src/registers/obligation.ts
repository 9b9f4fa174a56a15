import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const obligation = defineRegister({
  name: 'obligation',
  label: { one: 'Obligation', many: 'Obligations' },
  explain:
    'What law, contracts, codes and your own promises demand of you regarding AI: the legal register. It also holds duties to report to authorities or customers, with who must receive the report, by when, and when it was sent.',
  refPrefix: 'OBL',
  area: 'programme',
  serves: ['iso42001:4.1', 'iso42001:4.2', 'iso42001:A.8.5'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Obligation' }),
    kind: f.choice(['law', 'regulator_order', 'contract', 'code_of_conduct', 'own_commitment', 'licence'], {
      label: 'Comes from',
    }),
    source: f.text({ max: 500, help: 'Name and passage, for example a contract number and clause.' }).optional(),
    jurisdiction: f.text({ help: 'Where it applies, for example EU or Germany.' }).optional(),
    standardRefs: f
      .standardRefs({
        label: 'Clauses and articles',
        help: 'Points of the EU AI Act or a standard it comes from or meets.',
      })
      .optional(),
    demands: f.longText({ label: 'What it demands', help: 'In your own words.' }).optional(),
    howMet: f.longText({ label: 'How it is met' }).optional(),
    appliesFrom: f.date().optional(),
    appliesUntil: f.date().optional(),
    checkedOn: f.date({ label: 'Compliance checked on' }).optional(),
    isReporting: f
      .boolean({ label: 'Duty to report', help: 'Yes when something must be sent to somebody by a date.' })
      .optional(),
    recipients: f.list({ help: 'Who must receive the report, one a line.' }).optional(),
    dueOn: f.date({ label: 'Report due on' }).optional(),
    fulfilledOn: f.date({ label: 'Report sent on' }).optional(),
    fulfilledWith: f.text({ label: 'Reference of the report', help: 'Receipt, file number or link.' }).optional(),
    everyMonths: f
      .integer({ min: 1, max: 120, unit: 'months', label: 'Repeats every', help: 'Leave empty for a single report.' })
      .optional(),
    pastReports: f
      .rows(
        { dueOn: f.date(), fulfilledOn: f.date(), reference: f.text().optional() },
        {
          help: 'Filled when the next period starts.',
        },
      )
      .optional(),
  },
  links: {
    owner: one('person', { inverse: 'obligationsOwned', inverseLabel: 'Obligations' }),
    systems: many('aiSystem', { inverse: 'obligations', inverseLabel: 'Obligations', label: 'AI systems concerned' }),
    suppliers: many('supplier', { inverse: 'obligations', inverseLabel: 'Obligations', label: 'Suppliers concerned' }),
    documents: many('document', {
      inverse: 'obligations',
      inverseLabel: 'Obligations met',
      help: 'Contracts, procedures and policies that show how it is met.',
    }),
  },
  computed: {},
  workflow: {
    initial: 'identified',
    states: { identified: 'draft', applies: 'inForce', notApplicable: 'retired', ended: 'retired' },
    moves: {
      confirm: {
        label: 'Confirm that it applies',
        from: ['identified', 'notApplicable'],
        to: 'applies',
        by: stewards,
        needs: ['owner', 'demands'],
        unless: (r) =>
          r.isReporting === true &&
          (r.dueOn === null || (r.recipients ?? []).length === 0) &&
          say`A duty to report needs a due date and at least one recipient.`,
      },
      setAside: {
        label: 'Does not apply',
        from: ['identified', 'applies'],
        to: 'notApplicable',
        by: stewards,
        asksReason: true,
      },
      startNextPeriod: {
        from: ['applies'],
        to: 'applies',
        by: [...stewards, 'owner'],
        needs: ['dueOn', 'fulfilledOn', 'everyMonths'],
        sets: (r) => ({
          pastReports: [
            ...(r.pastReports ?? []),
            { dueOn: r.dueOn, fulfilledOn: r.fulfilledOn, reference: r.fulfilledWith },
          ],
          dueOn: addMonths(r.dueOn, r.everyMonths),
          fulfilledOn: null,
          fulfilledWith: null,
        }),
      },
      end: { from: ['applies'], to: 'ended', by: stewards, asksReason: true },
    },
  },
  can: { read: everyone, create: workers, edit: [...stewards, 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'howMet',
      ask: 'Does every obligation that applies say how it is met?',
      fix: 'Describe how it is met, or link the document that does.',
      severity: 'minor',
      failing: (r) => r.state === 'applies' && r.howMet === null && r.documents.length === 0,
    },
    {
      id: 'decided',
      ask: 'Is it decided for every obligation whether it applies?',
      fix: 'Confirm that it applies, or set it aside with a reason.',
      severity: 'ofi',
      failing: (r) => r.state === 'identified',
    },
  ],
  list: { columns: ['ref', 'title', 'kind', 'owner', 'dueOn', 'fulfilledOn', 'state'], sort: 'title' },
  sections: [
    {
      title: 'The obligation',
      fields: ['title', 'kind', 'source', 'jurisdiction', 'standardRefs', 'demands', 'owner'],
    },
    { title: 'How it is met', fields: ['howMet', 'documents', 'systems', 'suppliers', 'checkedOn'] },
    { title: 'Period', fields: ['appliesFrom', 'appliesUntil'] },
    {
      title: 'Reporting',
      help: 'Only for duties to send something to somebody.',
      fields: ['isReporting', 'recipients', 'dueOn', 'fulfilledOn', 'fulfilledWith', 'everyMonths', 'pastReports'],
    },
  ],
  check: (r) =>
    r.appliesFrom !== null && r.appliesUntil !== null && r.appliesUntil < r.appliesFrom
      ? { appliesUntil: 'The end lies before the beginning.' }
      : {},
  examples: [
    {
      title: 'Human oversight of high-risk AI',
      kind: 'law',
      source: 'EU AI Act',
      jurisdiction: 'EU',
      standardRefs: ['eu-ai-act:Art 14', 'iso42001:A.9.3'],
      demands: 'A person must be able to understand, question and stop the system.',
      howMet: 'Oversight measures per system, tested in validation.',
      appliesFrom: '2027-12-02',
    },
    {
      title: 'Quarterly model quality report to Harbour Bank',
      kind: 'contract',
      source: 'Contract HB-2025-17, annex 4',
      demands: 'Report hit rate, complaints and changes each quarter.',
      isReporting: true,
      recipients: ['Harbour Bank, model risk team'],
      dueOn: '2027-01-15',
      everyMonths: 3,
    },
  ],
})

/** The same day some months later; the last day of the month where that day does not exist. */
function addMonths(day: string | null, months: number | null): string | null {
  return day === null || months === null ? day : Temporal.PlainDate.from(day).add({ months }).toString()
}
