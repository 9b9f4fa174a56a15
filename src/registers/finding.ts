import { type AnyRecord, defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { type Said, say } from '../model/say.ts'
import { findingGrades } from '../standard/certification.ts'

const gradeNames = { major: 'Major nonconformity', minor: 'Minor nonconformity', ofi: 'Opportunity for improvement' }

/** A requirement is broken: cause, action and a check of its effect must follow (10.2). */
const isNonconformity = (r: { grade: string }) => r.grade === 'major' || r.grade === 'minor'

interface Doer {
  readonly person: string | null
  readonly name: string
}

/** Whoever did the work may not be the one who says that it is done or that it worked. */
function ownWork(r: { owner: string | null }, actor: Doer, actions: readonly AnyRecord[] = []): Said | false {
  const did = actions.some((a) => a.doneBy === actor.name || (a.owner !== null && a.owner === actor.person))
  return (
    (did || (r.owner !== null && r.owner === actor.person)) &&
    say`You own this finding or carried out one of its actions; an auditor who had no part in it must confirm it.`
  )
}

const needsCause = (r: { grade: string; cause: string | null; similarCases: string | null }) =>
  isNonconformity(r) &&
  (r.cause === null || r.similarCases === null) &&
  'A nonconformity needs its cause, and a look for similar cases; fill in both fields.'

export const finding = defineRegister({
  name: 'finding',
  label: { one: 'Finding', many: 'Findings' },
  explain:
    'Something is not as it should be, or could be better. For each nonconformity you put it right, find out why it happened and whether it happens elsewhere, remove the cause, and check later that it stayed away. Findings come from audits, incidents, concerns, reviews or from yourselves.',
  refPrefix: 'FND',
  area: 'audit',
  serves: ['iso42001:10.2', 'iso42001:9.2.2'],
  fields: {
    title: f.text({ max: 200, search: 'high' }),
    grade: f.choice([
      ...findingGrades.map((g) => ({ value: g.grade, label: gradeNames[g.grade], hint: g.meaning })),
      { value: 'conforms', label: 'Conforms', hint: 'As required; worth noting.' },
    ]),
    source: f.choice([
      'internalAudit',
      'externalAudit',
      'incident',
      'concern',
      { value: 'review', label: 'Management review' },
      { value: 'self', label: 'Found by ourselves' },
    ]),
    refs: f.standardRefs({ label: 'Requirement', help: 'The clause or control that is not met.' }).optional(),
    ownRule: f.text({ label: 'Own rule', help: 'When your own rule or a contract is broken: which one.' }).optional(),
    statement: f.longText({ help: 'What is not as required, in one or two sentences.' }),
    evidenceSeen: f.longText({ label: 'Evidence', help: 'The facts: what was seen, where, when.' }).optional(),
    bodyNumber: f.text({ max: 60, label: 'Number at the outside body' }).optional(),
    openedOn: f.date(),
    dueOn: f.date({ help: 'The day by which it must be closed.' }).optional(),
    correction: f.longText({ help: 'What was done at once to put this case right and limit the harm.' }).optional(),
    correctedOn: f.date().optional(),
    cause: f
      .longText({ help: 'Why it could happen. Ask "why" until the answer is something you can change.' })
      .optional(),
    causeMethod: f.choice(['fiveWhys', 'causeDiagram', 'timeline', 'discussion', 'other']).optional(),
    similarCases: f
      .longText({ label: 'Similar cases looked for', help: 'Where else you looked, and what you found there.' })
      .optional(),
    aimsEffect: f
      .longText({
        label: 'Effect on the management system',
        help: 'Which risks, documents or rules had to change; "none" with a reason is an answer.',
      })
      .optional(),
    closedOn: f.date({ setByMove: true }).optional(),
    closedBy: f.text({ setByMove: true }).optional(),
    effectivenessDueOn: f.date({ label: 'Check effect by' }).optional(),
    effectivenessCheckedOn: f.date({ label: 'Effect checked on' }).optional(),
    effectivenessResult: f
      .longText({ label: 'Did it work?', help: 'What was looked at to see that it did not come back.' })
      .optional(),
    effectivenessCheckedBy: f.text({ label: 'Effect checked by', setByMove: true }).optional(),
  },
  links: {
    audit: one('audit', { inverse: 'findings', inverseLabel: 'Findings' }),
    workingPaper: one('workingPaper', { inverse: 'findings', inverseLabel: 'Findings' }),
    incident: one('incident', { inverse: 'findings', inverseLabel: 'Findings' }),
    review: one('managementReview', { inverse: 'findings', inverseLabel: 'Findings', label: 'Management review' }),
    systems: many('aiSystem', { inverse: 'auditFindings', inverseLabel: 'Findings', label: 'AI systems' }),
    suppliers: many('supplier', { inverse: 'findings', inverseLabel: 'Findings' }),
    risks: many('risk', { inverse: 'findings', inverseLabel: 'Findings', label: 'Risks looked at again' }),
    changes: many('plannedChange', { inverse: 'findings', inverseLabel: 'Findings', label: 'Changes it led to' }),
    repeats: one('finding', {
      inverse: 'repeatedBy',
      inverseLabel: 'Came back as',
      help: 'The earlier finding of the same kind. A repeated minor may be graded major.',
    }),
    owner: one('person', { inverse: 'findingsOwned', inverseLabel: 'Findings' }),
  },
  computed: {},
  workflow: {
    initial: 'open',
    states: {
      open: 'overdue',
      analysed: 'due',
      actionPlanned: 'draft',
      implemented: 'inReview',
      closed: { tone: 'inForce', label: 'Closed, effect to be checked' },
      verified: { tone: 'conforms', label: 'Closed' },
    },
    moves: {
      analyse: {
        from: ['open'],
        to: 'analysed',
        by: [...workers, 'owner'],
        needs: ['owner', 'correction'],
        unless: (r) => needsCause(r),
      },
      planAction: {
        from: ['analysed'],
        to: 'actionPlanned',
        by: [...workers, 'owner'],
        needs: ['dueOn'],
        looksAt: ['actions'],
        unless: (_r, { related }) => {
          const actions = (related.actions ?? []).filter((a) => a.state !== 'dropped')
          if (actions.length === 0) return say`Add at least one corrective action that removes the cause.`
          const loose = actions.filter((a) => a.owner === null || a.dueOn === null).map((a) => a.ref)
          return loose.length > 0 && say`Give an owner and a due day to: ${loose.join(', ')}.`
        },
      },
      implement: {
        label: 'Actions are done',
        from: ['actionPlanned'],
        to: 'implemented',
        by: [...workers, 'owner'],
        looksAt: ['actions'],
        unless: (_r, { related }) => {
          const open = (related.actions ?? [])
            .filter((a) => a.state !== 'dropped' && a.doneOn === null)
            .map((a) => a.ref)
          return open.length > 0 && say`Not done yet: ${open.join(', ')}.`
        },
      },
      close: {
        label: 'Confirm and close',
        from: ['implemented'],
        to: 'closed',
        by: ['internalAuditor', 'aimsLead'],
        looksAt: ['actions'],
        sets: (_r, { actor, today }) => ({ closedOn: today, closedBy: actor.name }),
        unless: (r, { actor, related }) => needsCause(r) || ownWork(r, actor, related.actions),
      },
      note: {
        label: 'Close without action',
        from: ['open', 'analysed'],
        to: 'verified',
        by: ['internalAuditor', 'aimsLead'],
        asksReason: true,
        sets: (_r, { actor, today }) => ({ closedOn: today, closedBy: actor.name }),
        unless: (r) =>
          isNonconformity(r) &&
          say`A nonconformity cannot be closed without action; find the cause and plan an action.`,
      },
      verify: {
        label: 'It worked',
        from: ['closed'],
        to: 'verified',
        by: ['internalAuditor', 'aimsLead'],
        needs: ['effectivenessResult'],
        looksAt: ['actions'],
        sets: (r, { actor, today }) => ({
          effectivenessCheckedOn: r.effectivenessCheckedOn ?? today,
          effectivenessCheckedBy: actor.name,
        }),
        unless: (r, { actor, related }) => ownWork(r, actor, related.actions),
      },
      sendBack: {
        label: 'Not convincing',
        from: ['implemented'],
        to: 'analysed',
        by: ['internalAuditor', 'aimsLead'],
        asksReason: true,
      },
      reopen: {
        from: ['closed', 'verified'],
        to: 'open',
        by: ['internalAuditor', 'aimsLead'],
        asksReason: true,
        sets: () => ({
          closedOn: null,
          closedBy: null,
          effectivenessCheckedOn: null,
          effectivenessCheckedBy: null,
        }),
      },
    },
    frozen: ['verified'],
  },
  can: {
    read: everyone,
    create: [...workers, 'internalAuditor', 'concernHandler'],
    edit: [...stewards, 'internalAuditor', 'owner', 'author'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'owned-and-dated',
      ask: 'Does every open nonconformity have an owner and a due day?',
      fix: 'Choose an owner and set the day by which it must be closed.',
      severity: 'minor',
      failing: (r) => isNonconformity(r) && r.closedOn === null && (r.owner === null || r.dueOn === null),
    },
    {
      id: 'similar-cases',
      ask: 'Were similar cases looked for before each nonconformity was closed?',
      fix: 'Look where the same cause may be at work, and write down what you found.',
      severity: 'minor',
      failing: (r) => isNonconformity(r) && r.closedOn !== null && r.similarCases === null,
    },
    {
      id: 'requirement-named',
      ask: 'Does every nonconformity name the requirement that is not met?',
      fix: 'Name the clause or control, or the own rule.',
      severity: 'minor',
      failing: (r) => isNonconformity(r) && (r.refs ?? []).length === 0 && r.ownRule === null,
    },
  ],
  list: { columns: ['ref', 'title', 'grade', 'source', 'owner', 'dueOn', 'state'], sort: '-openedOn' },
  sections: [
    {
      title: 'Finding',
      fields: ['title', 'grade', 'source', 'refs', 'ownRule', 'statement', 'evidenceSeen', 'openedOn'],
    },
    {
      title: 'Where it comes from',
      fields: ['audit', 'workingPaper', 'incident', 'review', 'bodyNumber', 'systems', 'suppliers', 'repeats'],
    },
    {
      title: 'Correction and cause',
      fields: ['owner', 'dueOn', 'correction', 'correctedOn', 'cause', 'causeMethod', 'similarCases'],
    },
    { title: 'What changes', fields: ['aimsEffect', 'risks', 'changes'] },
    {
      title: 'Closing',
      help: 'Closed when an auditor has seen that the actions are done; finished when a later check shows that they worked.',
      fields: [
        'closedOn',
        'closedBy',
        'effectivenessDueOn',
        'effectivenessCheckedOn',
        'effectivenessResult',
        'effectivenessCheckedBy',
      ],
    },
  ],
  check: (r) =>
    r.dueOn !== null && r.dueOn < r.openedOn
      ? { dueOn: 'It cannot be due before it was opened; choose a later day.' }
      : {},
  examples: [
    {
      title: 'Model went live before its impact assessment was approved',
      grade: 'minor',
      source: 'internalAudit',
      refs: ['iso42001:8.4'],
      statement:
        'A significant change of the loan pre-check went live nine days before the new assessment was approved.',
      evidenceSeen: 'CHG-11 implemented on 4 May 2026; IA-6 version 1 approved on 13 May 2026.',
      openedOn: '2026-06-10',
      dueOn: '2026-08-31',
      correction: 'The assessment was approved; its measures were found to be in place since the release.',
    },
    {
      title: 'Concern channel is hard to find on the intranet',
      grade: 'ofi',
      source: 'self',
      refs: ['iso42001:A.3.3'],
      statement: 'The page stands four clicks deep; two of five colleagues did not find it.',
      openedOn: '2026-07-02',
    },
  ],
})
