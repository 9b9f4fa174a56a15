import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'
import { insiders } from './lists/insiders.ts'

export const findingAcceptance = defineRegister({
  name: 'findingAcceptance',
  label: { one: 'Accepted readiness finding', many: 'Accepted readiness findings' },
  explain:
    'A decision to live with a readiness finding for a while, for one record or for the whole system, with a reason and an end. The finding stays visible as accepted and comes back by itself when the time is over.',
  refPrefix: 'FACC',
  area: 'audit',
  serves: ['iso42001:9.1'],
  fields: {
    rule: f.text({
      max: 80,
      filterable: true,
      sortable: true,
      label: 'Rule',
      help: 'For example RR-038 or supplier.owned.',
    }),
    reason: f.longText({ search: 'high', help: 'Why this is acceptable for now.' }),
    until: f.date({ label: 'Accepted until' }),
    compensation: f.longText({ help: 'What is done meanwhile to limit the effect.' }).optional(),
    acceptedOn: f.date({ help: 'Set by the acceptance.', setByMove: true }).optional(),
    acceptedBy: f.text({ help: 'Set by the acceptance.', setByMove: true }).optional(),
  },
  links: {
    about: one('any', { label: 'Record concerned', help: 'Leave empty when the finding is about the whole system.' }),
  },
  computed: {},
  titleOf: (r) => `${r.rule} until ${r.until}`,
  workflow: {
    initial: 'proposed',
    states: { proposed: 'inReview', accepted: 'inForce', refused: 'retired', withdrawn: 'retired' },
    frozen: ['accepted', 'refused', 'withdrawn'],
    moves: {
      accept: {
        from: ['proposed'],
        to: 'accepted',
        signs: 'I accept',
        by: ['topManagement', 'aimsLead'],
        asksReason: true,
        unless: (r, { actor, today }) =>
          (r.createdBy === actor.id && say`You proposed this; another person accepts it.`) ||
          (r.until < today && say`The end lies in the past; choose a later day.`),
        sets: (_r, { actor, today }) => ({ acceptedOn: today, acceptedBy: actor.name }),
      },
      refuse: { from: ['proposed'], to: 'refused', by: ['topManagement', 'aimsLead'], asksReason: true },
      withdraw: { from: ['accepted'], to: 'withdrawn', by: ['topManagement', ...stewards], asksReason: true },
    },
  },
  readLike: 'about',
  can: { read: everyone, create: insiders, edit: [...stewards, 'author'], archive: stewards },
  readiness: [
    {
      id: 'expired',
      ask: 'Are accepted findings still within their time?',
      fix: 'Mend what the finding is about, or propose a new acceptance; withdraw this one.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'accepted' && r.until < today,
    },
  ],
  list: { columns: ['ref', 'rule', 'about', 'until', 'acceptedBy', 'state'], sort: 'until' },
  examples: [
    {
      rule: 'RR-038',
      reason: 'The verification of logging waits for the new platform, which goes live in February.',
      until: '2027-03-31',
      compensation: 'Weekly look at the old logs.',
    },
    { rule: 'supplier.owned', reason: 'Purchasing names an owner after the reorganisation.', until: '2027-01-31' },
  ],
})
