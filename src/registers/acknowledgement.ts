import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'

export const acknowledgement = defineRegister({
  name: 'acknowledgement',
  label: { one: 'Acknowledgement', many: 'Acknowledgements' },
  explain:
    'A person confirms that they have read and understood one version of a document, such as the AI policy. The sentence they agreed to is kept as it was shown. A newer version asks again and leaves the earlier confirmation as it is.',
  refPrefix: 'ACK',
  area: 'documents',
  serves: ['iso42001:7.3', 'iso42001:5.2'],
  fields: {
    documentTitle: f.text({ search: 'high', help: 'As it read when asked.' }),
    versionAcknowledged: f.text({ max: 40, filterable: true, label: 'Version' }),
    personName: f.text({ personal: true, help: 'As it read when asked.' }),
    wordingShown: f.longText({ max: 2000, label: 'Sentence agreed to' }),
    askedOn: f.date().optional(),
    dueOn: f.date({ label: 'Asked to confirm by' }).optional(),
    acknowledgedOn: f.date({ label: 'Confirmed on', help: 'Set when the person confirms.' }).optional(),
    proof: f.files({ help: 'Signed sheet, when confirmed on paper.' }).optional(),
  },
  links: {
    person: one('person', { inverse: 'acknowledgements', inverseLabel: 'Acknowledgements', required: true }),
    document: one('document', { inverse: 'acknowledgements', inverseLabel: 'Acknowledgements', required: true }),
  },
  computed: {},
  titleOf: (r) => `${r.documentTitle} ${r.versionAcknowledged}: ${r.personName}`,
  workflow: {
    initial: 'asked',
    states: { asked: { tone: 'due', label: 'Asked' }, acknowledged: 'conforms', waived: 'retired' },
    frozen: ['acknowledged', 'waived'],
    moves: {
      acknowledge: {
        label: 'Confirm',
        from: ['asked'],
        to: 'acknowledged',
        by: everyone,
        unless: (r, { actor }) =>
          (actor.person === null || r.person !== actor.person) && say`Only the person asked can confirm.`,
        sets: (_r, { today }) => ({ acknowledgedOn: today }),
      },
      recordOnPaper: {
        label: 'Record a signed sheet',
        from: ['asked'],
        to: 'acknowledged',
        by: stewards,
        needs: ['proof', 'acknowledgedOn'],
        asksReason: true,
      },
      waive: { from: ['asked'], to: 'waived', by: stewards, asksReason: true },
    },
  },
  can: { read: everyone, create: stewards, edit: stewards, archive: stewards },
  readiness: [
    {
      id: 'inTime',
      ask: 'Did everybody confirm what they were asked to confirm?',
      fix: 'Remind the person, or waive with a reason.',
      severity: 'minor',
      failing: (r, { today }) => r.state === 'asked' && r.dueOn !== null && r.dueOn < today,
    },
  ],
  list: {
    columns: ['ref', 'documentTitle', 'versionAcknowledged', 'personName', 'dueOn', 'acknowledgedOn', 'state'],
    sort: '-acknowledgedOn',
  },
  sections: [
    { title: 'What is confirmed', fields: ['document', 'documentTitle', 'versionAcknowledged', 'wordingShown'] },
    { title: 'By whom', fields: ['person', 'personName', 'askedOn', 'dueOn', 'acknowledgedOn', 'proof'] },
  ],
  examples: [
    {
      documentTitle: 'AI policy',
      versionAcknowledged: '1.0',
      personName: 'Milo Okafor',
      wordingShown: 'I have read the AI policy, version 1.0, and know what it means for my work.',
      askedOn: '2026-02-02',
      dueOn: '2026-03-01',
    },
    {
      documentTitle: 'Acceptable use of AI',
      versionAcknowledged: '2.1',
      personName: 'Jun Sato',
      wordingShown: 'I have read the rules for using AI tools, version 2.1, and will keep to them.',
    },
  ],
})
