import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'

export const certificationBody = defineRegister({
  name: 'certificationBody',
  label: { one: 'Certification body', many: 'Certification bodies' },
  explain:
    'The companies that could audit and certify you. Only a certificate from an accredited body counts; it must know AI and your trade, and it must not have advised you. The register holds what you checked, the offers, and why you chose one.',
  refPrefix: 'BODY',
  area: 'audit',
  // The standard asks for no certificate, so no clause is served here.
  serves: [],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'Name' }),
    website: f.url().optional(),
    contactName: f.text({ personal: true }).optional(),
    contactEmail: f.email({ personal: true }).optional(),
    contactPhone: f.text({ max: 60, personal: true, search: 'none' }).optional(),
    accreditedFor42001: f.boolean({ label: 'Accredited for ISO/IEC 42001' }).optional(),
    accreditedBy: f.text({ help: 'The national accreditation body, for example UKAS, DAkkS or ANAB.' }).optional(),
    accreditationNumber: f.text({ max: 100 }).optional(),
    iso42006InScope: f
      .boolean({
        label: 'ISO/IEC 42006 in the accreditation',
        help: 'The extra rules for bodies that certify AI management systems.',
      })
      .optional(),
    accreditationCheckedOn: f.date({ help: 'The day you looked it up at the accreditation body itself.' }).optional(),
    accreditationUntil: f.date({ label: 'Accreditation valid until' }).optional(),
    impartiality: f
      .longText({
        help: 'Did it, or a company close to it, advise you in the last two years? What does it say about conflicts?',
      })
      .optional(),
    competence: f
      .longText({
        label: 'Knowledge of AI and of your trade',
        help: 'Auditors proposed, their background, references.',
      })
      .optional(),
    publicRegister: f.url({ label: 'Where certificates are listed' }).optional(),
    offers: f
      .rows(
        {
          receivedOn: f.date(),
          stage1Days: f.number({ min: 0 }).optional(),
          stage2Days: f.number({ min: 0 }).optional(),
          surveillanceDays: f.number({ min: 0, label: 'Days a surveillance' }).optional(),
          price: f.number({ min: 0, label: 'Price of the three years' }).optional(),
          currency: f.text({ max: 3 }).optional(),
          validUntil: f.date().optional(),
          note: f.text({ max: 1000 }).optional(),
        },
        { help: 'One row for each offer or new version of it.' },
      )
      .optional(),
    decision: f.longText({ label: 'Decision and reason' }).optional(),
    decidedOn: f.date({ setByMove: true }).optional(),
    decidedBy: f.text({ setByMove: true }).optional(),
  },
  links: {
    owner: one('person', {
      inverse: 'certificationBodies',
      inverseLabel: 'Certification bodies',
      label: 'Looked after by',
    }),
  },
  computed: {},
  workflow: {
    initial: 'candidate',
    states: { candidate: 'draft', shortlisted: 'inReview', chosen: 'inForce', rejected: 'retired' },
    moves: {
      shortlist: {
        from: ['candidate'],
        to: 'shortlisted',
        by: [...stewards, 'owner'],
        needs: ['accreditedBy', 'accreditationCheckedOn'],
      },
      choose: {
        from: ['shortlisted'],
        to: 'chosen',
        by: ['topManagement', 'aimsLead'],
        needs: ['offers', 'impartiality', 'competence', 'decision'],
        sets: (_r, { actor, today }) => ({ decidedOn: today, decidedBy: actor.name }),
        unless: (r, { today }) => {
          if (r.accreditedFor42001 !== true)
            return say`This body is not recorded as accredited for ISO/IEC 42001; its certificate would not be recognised.`
          return (
            r.accreditationUntil !== null &&
            r.accreditationUntil < today &&
            say`The accreditation has run out; look it up again at the accreditation body.`
          )
        },
      },
      reject: {
        label: 'Turn down',
        from: ['candidate', 'shortlisted', 'chosen'],
        to: 'rejected',
        by: ['topManagement', 'aimsLead'],
        asksReason: true,
        sets: (_r, { actor, today }) => ({ decidedOn: today, decidedBy: actor.name }),
      },
      reconsider: {
        from: ['rejected', 'chosen'],
        to: 'candidate',
        by: ['topManagement', 'aimsLead'],
        asksReason: true,
      },
    },
  },
  can: { read: everyone, create: stewards, edit: [...stewards, 'topManagement', 'owner'], archive: stewards },
  readiness: [
    {
      id: 'accredited',
      ask: 'Is the chosen certification body accredited, with ISO/IEC 42006 in its scope?',
      fix: 'Look the body up at its accreditation body and record what you found.',
      severity: 'minor',
      failing: (r) => r.state === 'chosen' && (r.accreditedFor42001 !== true || r.iso42006InScope !== true),
    },
  ],
  list: { columns: ['ref', 'title', 'accreditedBy', 'accreditedFor42001', 'iso42006InScope', 'state'], sort: 'title' },
  sections: [
    { title: 'Body', fields: ['title', 'website', 'contactName', 'contactEmail', 'contactPhone', 'owner'] },
    {
      title: 'Accreditation',
      fields: [
        'accreditedFor42001',
        'accreditedBy',
        'accreditationNumber',
        'iso42006InScope',
        'accreditationCheckedOn',
        'accreditationUntil',
        'publicRegister',
      ],
    },
    { title: 'Fit', fields: ['impartiality', 'competence'] },
    { title: 'Offers and decision', fields: ['offers', 'decision', 'decidedOn', 'decidedBy'] },
  ],
  examples: [
    {
      title: 'Harbour Certification',
      website: 'https://harbour-certification.example',
      accreditedFor42001: true,
      accreditedBy: 'UKAS',
      iso42006InScope: true,
      accreditationCheckedOn: '2026-02-10',
      impartiality: 'No advice or training given to us or our owners since 2019.',
      competence: 'Lead auditor with ten years in credit scoring; two references from lenders.',
      offers: [
        {
          receivedOn: '2026-02-24',
          stage1Days: 2,
          stage2Days: 4.5,
          surveillanceDays: 2.5,
          price: 27400,
          currency: 'EUR',
          validUntil: '2026-05-31',
          note: null,
        },
      ],
    },
    { title: 'Meridian Audits', accreditedFor42001: true, accreditedBy: 'DAkkS', iso42006InScope: false },
  ],
})
