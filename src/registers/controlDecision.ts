import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { type Said, say } from '../model/say.ts'
import { controls } from '../standard/controls.ts'
import { applicabilities, controlSources, implementationStates, inclusionReasons } from './lists/applicability.ts'

const annexARefs = new Set(controls.map((c) => `iso42001:${c.id}`))

export const controlDecision = defineRegister({
  name: 'controlDecision',
  label: { one: 'Control', many: 'Controls' },
  explain:
    'One line of the statement of applicability for each control: whether it applies to you, why or why not, how far it is in place and how, who looks after it and when that was last checked. All 38 reference controls need a decision; controls of your own may be added.',
  refPrefix: 'CTL',
  area: 'controls',
  serves: ['iso42001:6.1.3', 'iso42001:8.1'],
  fields: {
    title: f.text({ max: 200, search: 'high', sortable: true, label: 'Control' }),
    source: f.choice(controlSources),
    control: f.text({
      max: 60,
      sortable: true,
      filterable: true,
      label: 'Control id',
      help: 'For example iso42001:A.5.2, or own:LOG-1 for a control of your own. One line per control.',
    }),
    description: f.longText({ help: 'What the control asks for; needed for own controls.' }).optional(),
    applicable: f.choice(applicabilities, { label: 'Applies', sortable: true }),
    reasons: f
      .rows(
        { reason: f.choice(inclusionReasons), because: f.text({ max: 1000 }) },
        {
          label: 'Reasons for including it',
          help: 'One row per reason, with the law, contract, practice or risk meant.',
        },
      )
      .optional(),
    justification: f.longText({ label: 'Justification for including it' }).optional(),
    exclusionJustification: f
      .longText({ label: 'Justification for leaving it out', help: 'Why nothing it guards against can happen here.' })
      .optional(),
    implementation: f.choice(implementationStates, { label: 'In place', sortable: true }).optional(),
    howImplemented: f.longText({ label: 'How it is put in place' }).optional(),
    plannedFor: f.date({ label: 'In place by' }).optional(),
    guidanceConsidered: f
      .boolean({ label: 'Annex B guidance considered', help: 'Did you look at the guidance for this control?' })
      .optional(),
    lastVerifiedOn: f.date({ label: 'Last verified on', help: 'When somebody last checked that it works.' }).optional(),
    verificationResult: f.longText({ help: 'What was checked and what came out.' }).optional(),
    decidedOn: f.date({ help: 'Set by the decision.', setByMove: true }).optional(),
    decidedBy: f.text({ help: 'Set by the decision.', setByMove: true }).optional(),
  },
  links: {
    owner: one('person', { inverse: 'controlsOwned', inverseLabel: 'Controls' }),
    // Risks it reduces arrive as the inverse `risks` of risk.controls.
    obligations: many('obligation', { inverse: 'controlDecisions', inverseLabel: 'Controls' }),
    impacts: many('impactAssessment', {
      inverse: 'controlDecisions',
      inverseLabel: 'Controls',
      label: 'Impact assessments that call for it',
    }),
    documents: many('document', { inverse: 'controlDecisions', inverseLabel: 'Controls' }),
    systems: many('aiSystem', { inverse: 'controlDecisions', inverseLabel: 'Controls', label: 'AI systems concerned' }),
  },
  computed: {},
  workflow: {
    initial: 'open',
    states: { open: { tone: 'missing', label: 'Open' }, decided: 'inForce', removed: 'retired' },
    moves: {
      decide: {
        from: ['open'],
        to: 'decided',
        by: ['aimsLead', 'topManagement', 'riskOwner'],
        unless: (r) => whyUndecided(r),
        sets: (_r, { actor, today }) => ({ decidedOn: today, decidedBy: actor.name }),
      },
      reopen: {
        from: ['decided', 'removed'],
        to: 'open',
        by: ['riskOwner', 'topManagement', ...stewards],
        asksReason: true,
      },
      remove: {
        from: ['open', 'decided'],
        to: 'removed',
        by: stewards,
        asksReason: true,
        unless: (r) =>
          r.source === 'annex_a' &&
          say`Reference controls stay in the statement; decide that it does not apply instead.`,
      },
    },
  },
  can: { read: everyone, create: stewards, edit: [...workers], archive: stewards },
  readiness: [
    {
      id: 'owned',
      ask: 'Does every applicable control have somebody who looks after it?',
      fix: 'Choose an owner.',
      severity: 'minor',
      failing: (r) => r.state !== 'removed' && r.applicable === 'yes' && r.owner === null,
    },
    {
      id: 'described',
      ask: 'Does every control in place say how?',
      fix: 'Describe how it is put in place, or link the document.',
      severity: 'minor',
      failing: (r) =>
        r.state !== 'removed' &&
        r.applicable === 'yes' &&
        r.implementation === 'implemented' &&
        r.howImplemented === null &&
        r.documents.length === 0,
    },
    {
      id: 'inPlaceInTime',
      ask: 'Are planned controls put in place in time?',
      fix: 'Finish putting it in place, or plan a new date.',
      severity: 'minor',
      failing: (r, { today }) =>
        r.state !== 'removed' &&
        r.applicable === 'yes' &&
        r.implementation !== 'implemented' &&
        r.plannedFor !== null &&
        r.plannedFor < today,
    },
  ],
  check: (r) => ({
    ...(r.source === 'annex_a' && !annexARefs.has(r.control)
      ? { control: `"${r.control}" is no control of Annex A; write for example iso42001:A.5.2.` }
      : {}),
    ...(r.source === 'own' && annexARefs.has(r.control)
      ? { control: 'This is a control of Annex A; choose Annex A as its source.' }
      : {}),
    ...(r.state === 'decided' && whyUndecided(r) !== false
      ? { applicable: 'The line is decided; reopen it before you take the decision or its reason away.' }
      : {}),
  }),
  list: {
    columns: ['control', 'title', 'applicable', 'implementation', 'owner', 'lastVerifiedOn', 'state'],
    sort: 'control',
  },
  sections: [
    { title: 'Control', fields: ['title', 'source', 'control', 'description', 'owner'] },
    {
      title: 'Decision',
      fields: ['applicable', 'reasons', 'justification', 'exclusionJustification', 'decidedOn', 'decidedBy'],
    },
    { title: 'Causes', help: 'What the decision rests on.', fields: ['impacts', 'obligations', 'systems'] },
    {
      title: 'In place',
      fields: ['implementation', 'howImplemented', 'plannedFor', 'guidanceConsidered', 'documents'],
    },
    { title: 'Verification', fields: ['lastVerifiedOn', 'verificationResult'] },
  ],
  examples: [
    {
      title: 'AI system impact assessment process',
      source: 'annex_a',
      control: 'iso42001:A.5.2',
      applicable: 'yes',
      reasons: [
        { reason: 'law', because: 'Strict class of the loan pre-check' },
        { reason: 'risk', because: 'Unfair refusals' },
      ],
      justification: 'Our outputs decide about access to credit.',
      implementation: 'implemented',
      howImplemented: 'Triage at intake, full assessment before development, yearly repeat.',
      guidanceConsidered: true,
      lastVerifiedOn: '2026-08-20',
    },
    {
      title: 'Data acquisition',
      source: 'annex_a',
      control: 'iso42001:A.7.3',
      applicable: 'undecided',
    },
    {
      title: 'Second signature on refusals above 50,000 EUR',
      source: 'own',
      control: 'own:OVERSIGHT-1',
      description: 'Two clerks sign a refusal proposed by the system.',
      applicable: 'yes',
      reasons: [{ reason: 'contract', because: 'Harbour Bank, annex 2' }],
      implementation: 'partial',
      plannedFor: '2027-03-31',
    },
  ],
})

interface Line {
  readonly applicable: string
  readonly reasons: readonly unknown[] | null
  readonly justification: string | null
  readonly exclusionJustification: string | null
}

function whyUndecided({ applicable, reasons, justification, exclusionJustification }: Line): Said | false {
  if (applicable === 'undecided') return say`Choose first whether the control applies.`
  if (applicable === 'no') return exclusionJustification === null && say`Say why the control is left out.`
  return justification === null && (reasons ?? []).length === 0 && say`Say why the control is included.`
}
