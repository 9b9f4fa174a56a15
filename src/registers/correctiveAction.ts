import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { type Said, say } from '../model/say.ts'

export const correctiveAction = defineRegister({
  name: 'correctiveAction',
  label: { one: 'Corrective action', many: 'Corrective actions' },
  explain:
    'A piece of work that removes the cause of a finding, so that it does not come back. One person does it by a set day, and another person checks later whether it had the effect you wanted.',
  refPrefix: 'CA',
  area: 'audit',
  serves: ['iso42001:10.2'],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'What shall be done' }),
    kind: f
      .choice([
        { value: 'removeCause', label: 'Removes the cause' },
        { value: 'limitHarm', label: 'Limits the harm' },
        { value: 'similarCases', label: 'Puts similar cases right' },
      ])
      .optional(),
    description: f.longText().optional(),
    dueOn: f.date().optional(),
    successSign: f
      .longText({ label: 'How to see that it worked', help: 'What can be looked at or measured some months later.' })
      .optional(),
    doneOn: f.date().optional(),
    doneBy: f.text({ setByMove: true }).optional(),
    result: f.longText({ label: 'What was done' }).optional(),
    verifiedOn: f.date({ label: 'Effect checked on' }).optional(),
    verifiedBy: f.text({ label: 'Effect checked by', setByMove: true }).optional(),
    verification: f
      .longText({ label: 'What the check showed', help: 'What was looked at, and whether the cause is gone.' })
      .optional(),
  },
  links: {
    findings: many('finding', { inverse: 'actions', inverseLabel: 'Corrective actions', required: true }),
    owner: one('person', { inverse: 'correctiveActions', inverseLabel: 'Corrective actions' }),
    evidence: many('evidence', { inverse: 'correctiveActions', inverseLabel: 'Corrective actions' }),
  },
  computed: {},
  workflow: {
    initial: 'planned',
    states: { planned: 'draft', done: 'inReview', effective: 'conforms', notEffective: 'minor', dropped: 'retired' },
    moves: {
      finish: {
        label: 'Done',
        from: ['planned'],
        to: 'done',
        by: [...workers, 'owner'],
        needs: ['owner', 'result'],
        sets: (r, { actor, today }) => ({ doneOn: r.doneOn ?? today, doneBy: actor.name }),
      },
      confirm: {
        label: 'It worked',
        from: ['done'],
        to: 'effective',
        by: ['internalAuditor', 'aimsLead'],
        needs: ['verification'],
        sets: (r, { actor, today }) => ({ verifiedOn: r.verifiedOn ?? today, verifiedBy: actor.name }),
        unless: (r, { actor }) => isDoer(r, actor),
      },
      reject: {
        label: 'It did not work',
        from: ['done'],
        to: 'notEffective',
        by: ['internalAuditor', 'aimsLead'],
        needs: ['verification'],
        asksReason: true,
        sets: (r, { actor, today }) => ({ verifiedOn: r.verifiedOn ?? today, verifiedBy: actor.name }),
        unless: (r, { actor }) => isDoer(r, actor),
      },
      reopen: {
        from: ['done', 'effective', 'notEffective', 'dropped'],
        to: 'planned',
        by: ['internalAuditor', 'aimsLead'],
        asksReason: true,
        sets: () => ({ doneOn: null, doneBy: null, verifiedOn: null, verifiedBy: null }),
      },
      drop: { from: ['planned'], to: 'dropped', by: ['internalAuditor', 'aimsLead'], asksReason: true },
    },
    frozen: ['effective', 'notEffective', 'dropped'],
  },
  can: {
    read: everyone,
    create: [...workers, 'internalAuditor'],
    edit: [...stewards, 'internalAuditor', 'owner', 'author'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'in-time',
      ask: 'Is every corrective action done by its due day?',
      fix: 'Finish the action, or set a new day and say why in the finding.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'planned' && (r.dueOn === null || r.dueOn < today),
    },
    {
      id: 'failed-again',
      ask: 'Is a finding kept open when its corrective action did not work?',
      fix: 'Reopen the finding and add another action.',
      severity: 'minor',
      looksAt: ['findings'],
      failing: (r, { related }) =>
        r.state === 'notEffective' && (related.findings ?? []).some((x) => x.closedOn !== null),
    },
  ],
  list: { columns: ['ref', 'title', 'findings', 'owner', 'dueOn', 'doneOn', 'state'], sort: 'dueOn' },
  sections: [
    { title: 'Action', fields: ['title', 'findings', 'kind', 'description', 'owner', 'dueOn', 'successSign'] },
    { title: 'Done', fields: ['doneOn', 'doneBy', 'result', 'evidence'] },
    { title: 'Effect', fields: ['verifiedOn', 'verifiedBy', 'verification'] },
  ],
  examples: [
    {
      title: 'Release pipeline asks for an approved impact assessment',
      kind: 'removeCause',
      description: 'The release step of all AI systems refuses a significant change without an approved assessment.',
      dueOn: '2026-08-15',
      successSign: 'No release without approval in the next five significant changes.',
    },
    { title: 'Check the last ten releases for the same lapse', kind: 'similarCases', dueOn: '2026-07-10' },
  ],
})

/** Segregation of duties: the doer does not judge the effect. */
function isDoer(
  r: { owner: string | null; doneBy: string | null },
  actor: { person: string | null; name: string },
): Said | false {
  return (
    (r.doneBy === actor.name || (r.owner !== null && r.owner === actor.person)) &&
    say`You did this action; another person must check whether it worked.`
  )
}
