import { defineRegister, everyone, f, many, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'
import { interviewQuestions } from '../standard/certification.ts'

const functions = [...new Set(interviewQuestions.map((q) => q.ask))]

export const auditQuestion = defineRegister({
  name: 'auditQuestion',
  label: { one: 'Interview question', many: 'Interview questions' },
  explain:
    'Questions auditors like to ask, whom they ask, and what a good answer shows. Prepare your own answer with where the proof is, and rehearse it, so that people speak about what they really do.',
  refPrefix: 'Q',
  area: 'audit',
  serves: ['iso42001:9.2.2', 'iso42001:7.3'],
  fields: {
    title: f.text({ max: 300, search: 'high', label: 'Question' }),
    code: f.text({ max: 20, help: 'Number in the usual list, for example INT-017; empty for your own.' }).optional(),
    refs: f.standardRefs({ label: 'Clauses and controls' }).optional(),
    askedOf: f.choice(functions, { label: 'Asked of' }).optional(),
    goodSign: f.text({ max: 500, label: 'Sign of a good answer' }).optional(),
    preparedAnswer: f
      .longText({ help: 'In your own words, true, with an example. Do not learn it by heart.' })
      .optional(),
    whereToFind: f.text({ max: 500, help: 'The records that prove the answer.' }).optional(),
    rehearsedOn: f.date({ setByMove: true }).optional(),
    rehearsalResult: f.choice(['convincing', 'withHelp', 'notYet']).optional(),
    rehearsalNotes: f.longText().optional(),
  },
  links: {
    owner: one('person', { inverse: 'auditQuestions', inverseLabel: 'Interview questions', label: 'Who answers' }),
    evidence: many('evidence', { inverse: 'auditQuestions', inverseLabel: 'Interview questions' }),
  },
  computed: {},
  workflow: {
    initial: 'open',
    states: { open: 'missing', prepared: 'inReview', rehearsed: 'conforms', setAside: 'retired' },
    moves: {
      prepare: {
        label: 'Answer is ready',
        from: ['open'],
        to: 'prepared',
        by: [...workers, 'owner'],
        needs: ['owner', 'preparedAnswer'],
      },
      rehearse: {
        label: 'Rehearsed',
        from: ['prepared', 'rehearsed'],
        to: 'rehearsed',
        by: [...stewards, 'internalAuditor', 'owner'],
        needs: ['rehearsalResult'],
        sets: (_r, { today }) => ({ rehearsedOn: today }),
        unless: (r) =>
          r.rehearsalResult === 'notYet' &&
          say`The answer does not hold yet; improve it and rehearse again before marking it.`,
      },
      rework: { from: ['prepared', 'rehearsed'], to: 'open', by: [...stewards, 'internalAuditor', 'owner'] },
      setAside: {
        from: ['open', 'prepared', 'rehearsed'],
        to: 'setAside',
        by: [...stewards, 'internalAuditor'],
        asksReason: true,
      },
      takeUp: { from: ['setAside'], to: 'open', by: [...stewards, 'internalAuditor'] },
    },
  },
  can: {
    read: everyone,
    create: [...stewards, 'internalAuditor'],
    edit: [...stewards, 'internalAuditor', 'owner'],
    archive: stewards,
  },
  readiness: [
    {
      id: 'held-in-rehearsal',
      ask: 'Did every rehearsed answer convince?',
      fix: 'Improve the answer and rehearse it again.',
      severity: 'ofi',
      failing: (r) => r.state !== 'setAside' && r.rehearsalResult === 'notYet',
    },
  ],
  list: {
    columns: ['code', 'title', 'askedOf', 'owner', 'rehearsedOn', 'rehearsalResult', 'state'],
    sort: 'code',
    titlesAreSentences: true,
  },
  sections: [
    { title: 'Question', fields: ['title', 'code', 'refs', 'askedOf', 'goodSign'] },
    { title: 'Answer', fields: ['owner', 'preparedAnswer', 'whereToFind', 'evidence'] },
    { title: 'Rehearsal', fields: ['rehearsedOn', 'rehearsalResult', 'rehearsalNotes'] },
  ],
  examples: [
    {
      title: 'Take one risk and show how you got to that level.',
      code: 'INT-017',
      refs: ['iso42001:6.1.2'],
      askedOf: 'risk_owner',
      goodSign: 'Traceable to scale',
      preparedAnswer:
        'RISK-4: I open the record, read the three consequences aloud and show the step of the scale for each.',
      whereToFind: 'RISK-4, CRIT-1',
    },
    {
      title: 'What would you do if the loan pre-check refuses somebody you would accept?',
      refs: ['iso42001:A.9.3'],
      askedOf: 'oversight_person',
    },
  ],
})
