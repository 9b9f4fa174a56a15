import { defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'
import { certificationData, reviewInputs, reviewOutputs } from '../standard/certification.ts'

const inputs = [
  ...reviewInputs.map((i) => ({ value: i.id, label: i.text })),
  ...certificationData.management_review.recommended_extra_inputs.map((text) => ({ value: text, label: text })),
]
const decisionKinds = [
  ...reviewOutputs.map((o) => ({ value: o.id, label: o.text })),
  { value: 'other', label: 'Anything else' },
]

/** Names of what the standard asks for and the rows do not hold. */
function missing(asked: typeof reviewInputs, present: readonly string[]): string {
  return asked
    .filter((a) => !present.includes(a.id))
    .map((a) => `"${a.text}"`)
    .join(', ')
}

export const managementReview = defineRegister({
  name: 'managementReview',
  label: { one: 'Management review', many: 'Management reviews' },
  explain:
    'At planned times top management looks at the whole management system: what changed, what the figures and audits show, whether earlier decisions were carried out. It then decides what gets better and what must change. Signed minutes can no longer be edited.',
  refPrefix: 'REV',
  area: 'audit',
  serves: ['iso42001:9.3.1', 'iso42001:9.3.2', 'iso42001:9.3.3'],
  fields: {
    title: f.text({ max: 200, search: 'high' }),
    plannedOn: f.date().optional(),
    heldOn: f.date().optional(),
    periodStartOn: f.date({ label: 'Looks back from' }).optional(),
    periodEndOn: f.date({ label: 'Looks back to' }).optional(),
    place: f.text({ help: 'Room, or "online".' }).optional(),
    attendees: f
      .rows(
        {
          name: f.text({ personal: true }),
          function: f.text(),
          topManagement: f.boolean({ help: 'Yes for members of top management.' }),
          present: f.boolean(),
        },
        { help: 'Names as text, so that later changes of staff do not rewrite the minutes.' },
      )
      .optional(),
    inputs: f
      .rows(
        {
          input: f.choice(inputs, { label: 'Topic' }),
          summary: f.text({ max: 5000, label: 'What was reported' }),
          source: f.text({ max: 1000, label: 'Where it comes from' }).optional(),
        },
        { help: 'One row for each topic at least. "Nothing changed" is an answer when someone looked.' },
      )
      .optional(),
    discussion: f.longText({ help: 'What was asked and argued.' }).optional(),
    decisions: f
      .rows(
        {
          number: f.text({ max: 20 }),
          kind: f.choice(decisionKinds),
          decision: f.text({ max: 3000 }),
          owner: f.text().optional(),
          dueOn: f.date().optional(),
        },
        { help: 'To decide that nothing is needed is a decision too. Follow-up work becomes a review action.' },
      )
      .optional(),
    verdict: f
      .longText({ label: 'Overall judgement', help: 'Does the management system still fit, suffice and work?' })
      .optional(),
    minutes: f.longText().optional(),
    minutesFiles: f.files({ label: 'Minutes and papers as files' }).optional(),
    nextOn: f.date({ label: 'Next review on' }).optional(),
    signedOn: f.date({ setByMove: true }).optional(),
    signedBy: f.text({ setByMove: true }).optional(),
  },
  links: {
    owner: one('person', {
      inverse: 'managementReviewsOwned',
      inverseLabel: 'Management reviews',
      label: 'Prepared by',
    }),
    invited: many('person', { inverse: 'managementReviews', inverseLabel: 'Invited to management reviews' }),
    previous: one('managementReview', {
      inverse: 'following',
      inverseLabel: 'Following review',
      label: 'Review before',
    }),
  },
  computed: {},
  workflow: {
    initial: 'planned',
    states: { planned: 'draft', prepared: 'inReview', held: 'due', signed: 'inForce' },
    moves: {
      prepare: {
        label: 'Papers are ready',
        from: ['planned'],
        to: 'prepared',
        by: [...stewards, 'owner'],
        needs: ['plannedOn', 'owner', 'inputs'],
      },
      hold: {
        label: 'Meeting was held',
        from: ['prepared'],
        to: 'held',
        by: [...stewards, 'topManagement', 'owner'],
        needs: ['heldOn', 'attendees'],
        unless: (r, { today }) => {
          if (r.heldOn !== null && r.heldOn > today) return say`The meeting lies ahead; record it as held afterwards.`
          return (
            !(r.attendees ?? []).some((a) => a.topManagement && a.present) &&
            say`No member of top management is recorded as present; without one the meeting is no management review.`
          )
        },
      },
      sign: {
        from: ['held'],
        to: 'signed',
        signs: 'I sign',
        by: ['topManagement'],
        needs: ['decisions', 'verdict', 'nextOn'],
        sets: (_r, { actor, today }) => ({ signedOn: today, signedBy: actor.name }),
        unless: (r) => {
          if (!(r.attendees ?? []).some((a) => a.topManagement && a.present))
            return say`No member of top management is recorded as present; hold the review again with one.`
          if (r.minutes === null && (r.minutesFiles ?? []).length === 0)
            return say`Write the minutes, or attach them as a file.`
          const unseen = missing(
            reviewInputs,
            (r.inputs ?? []).map((i) => i.input),
          )
          if (unseen !== '') return say`The review must look at every required topic; still missing: ${unseen}.`
          const undecided = missing(
            reviewOutputs,
            (r.decisions ?? []).map((d) => d.kind),
          )
          return undecided !== '' && say`The review must decide, if only that nothing is needed: ${undecided}.`
        },
      },
      backToWork: {
        label: 'Back to preparation',
        from: ['prepared', 'held'],
        to: 'planned',
        by: [...stewards, 'owner'],
        asksReason: true,
      },
      withdrawSignature: {
        from: ['signed'],
        to: 'held',
        by: ['topManagement'],
        asksReason: true,
        sets: () => ({ signedOn: null, signedBy: null }),
      },
    },
    frozen: ['signed'],
  },
  can: {
    read: everyone,
    create: [...stewards, 'topManagement'],
    edit: [...stewards, 'topManagement', 'owner'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'signed-soon',
      ask: 'Are the minutes of every review that was held signed?',
      fix: 'Ask a member of top management to sign the review.',
      severity: 'minor',
      refs: ['iso42001:9.3.3'],
      failing: (r) => r.state === 'held',
    },
    {
      id: 'held-when-planned',
      ask: 'Is every review held when it was planned?',
      fix: 'Hold the review, or plan a new day.',
      severity: 'minor',
      refs: ['iso42001:9.3.1'],
      failing: (r, { today }) =>
        (r.state === 'planned' || r.state === 'prepared') && r.plannedOn !== null && r.plannedOn < today,
    },
    {
      id: 'decisions-followed',
      ask: 'Does every decision with a due day have a review action?',
      fix: 'Create a review action for each decision that needs work.',
      severity: 'minor',
      refs: ['iso42001:9.3.3'],
      looksAt: ['actions'],
      failing: (r, { related }) =>
        r.state === 'signed' &&
        (r.decisions ?? []).filter((d) => d.dueOn !== null).length > (related.actions ?? []).length,
    },
  ],
  list: { columns: ['ref', 'title', 'plannedOn', 'heldOn', 'nextOn', 'signedBy', 'state'], sort: '-plannedOn' },
  sections: [
    { title: 'Meeting', fields: ['title', 'plannedOn', 'heldOn', 'place', 'owner', 'invited', 'attendees'] },
    {
      title: 'Inputs',
      help: 'What the standard asks to look at comes first in the list of topics.',
      fields: ['periodStartOn', 'periodEndOn', 'previous', 'inputs'],
    },
    { title: 'Results', fields: ['discussion', 'decisions', 'verdict', 'nextOn'] },
    { title: 'Minutes', fields: ['minutes', 'minutesFiles', 'signedOn', 'signedBy'] },
  ],
  check: (r) =>
    r.heldOn !== null && r.nextOn !== null && r.nextOn <= r.heldOn
      ? { nextOn: 'The next review must lie after this one; choose a later day.' }
      : {},
  examples: [
    {
      title: 'Management review, first half of 2026',
      plannedOn: '2026-07-06',
      heldOn: '2026-07-06',
      place: 'Room 4',
      attendees: [
        { name: 'Joana Ferreira', function: 'Managing director', topManagement: true, present: true },
        { name: 'Tom Okafor', function: 'AIMS lead', topManagement: false, present: true },
      ],
      inputs: [
        {
          input: 'MRI-1',
          summary: 'Four of five decisions carried out; the tool list is two weeks late.',
          source: null,
        },
        { input: 'MRI-4', summary: 'Three minor nonconformities, one closed; no trend.', source: 'Findings' },
      ],
      decisions: [
        {
          number: 'D1',
          kind: 'MRO-2',
          decision: 'Releases of AI systems stop without an approved impact assessment.',
          owner: 'Tom Okafor',
          dueOn: '2026-08-15',
        },
        { number: 'D2', kind: 'MRO-1', decision: 'Take up the shorter intake form.', owner: null, dueOn: null },
      ],
      nextOn: '2027-01-18',
    },
    { title: 'Management review before certification', plannedOn: '2026-09-14' },
  ],
})
