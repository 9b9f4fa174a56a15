import { defineRegister, everyone, f, one, stewards, workers } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { impactTriage } from '../../standard/impactAssessment.ts'
import { type TriageId, triageIds, triageLevel, triageLevels, triageText } from './triageLevel.ts'

const question = (id: TriageId) => f.boolean({ label: triageText(id) }).optional()
const levelChoices = triageLevels.map((value) => ({
  value,
  label: value.charAt(0).toUpperCase() + value.slice(1),
  hint: impactTriage.levels[value],
}))

export const triage = defineRegister({
  name: 'triage',
  label: { one: 'Triage', many: 'Triages' },
  explain:
    'Ten yes-or-no questions about an AI system, asked before work begins and again after changes. The answers decide how deep its effects on people must be assessed, or that work must stop until the use was escalated.',
  refPrefix: 'TRI',
  area: 'risks',
  serves: ['iso42001:6.1.4', 'iso42001:A.5.2'],
  fields: {
    t1: question('t1'),
    t2: question('t2'),
    t3: question('t3'),
    t4: question('t4'),
    t5: question('t5'),
    t6: question('t6'),
    t7: question('t7'),
    t8: question('t8'),
    t9: question('t9'),
    t10: question('t10'),
    reasons: f
      .longText({ search: 'high', help: 'What the answers rest on; above all each "no" that is not obvious.' })
      .optional(),
    doneOn: f.date({ label: 'Done on', help: 'Set when it is finished, unless given before.' }).optional(),
    doneBy: f.text({ label: 'Done by', help: 'Set when it is finished.', setByMove: true }).optional(),
  },
  links: {
    system: one('aiSystem', { required: true, label: 'AI system', inverse: 'triages', inverseLabel: 'Triages' }),
    owner: one('person', { label: 'Answered by', inverse: 'triages', inverseLabel: 'Triages' }),
  },
  computed: {
    level: {
      field: f.choice(levelChoices, { label: 'Result', help: 'Follows from the answers.' }),
      from: triageLevel,
    },
  },
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', done: 'inForce', replaced: 'retired' },
    moves: {
      finish: {
        from: ['draft'],
        to: 'done',
        by: workers,
        needs: ['reasons'],
        sets: (r, { today, actor }) => ({ doneOn: r.doneOn ?? today, doneBy: actor.name }),
        unless: (r) => {
          const open = triageIds.find((id) => r[id] === null)
          return open !== undefined && r.level !== 'stop' && say`Answer question ${open.toUpperCase()} first.`
        },
      },
      replace: { label: 'Replaced by a newer one', from: ['done'], to: 'replaced', by: workers },
    },
    frozen: ['done', 'replaced'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'finished',
      ask: 'Was every triage that was begun finished?',
      fix: 'Answer the open questions and finish it.',
      severity: 'ofi',
      failing: (r) => r.state === 'draft',
    },
    {
      id: 'stopped',
      ask: 'Is any system that triage stopped still in use?',
      fix: 'Suspend the system and bring the use before top management.',
      severity: 'major',
      looksAt: ['system'],
      failing: (r, { related }) =>
        r.state === 'done' && r.level === 'stop' && related.system?.[0]?.state === 'approvedForUse',
    },
  ],
  list: { columns: ['ref', 'system', 'level', 'state', 'doneOn', 'doneBy'], sort: '-doneOn' },
  sections: [
    { title: 'System', fields: ['system', 'owner'] },
    { title: 'Questions', fields: [...triageIds] },
    { title: 'Result', fields: ['reasons', 'doneOn', 'doneBy'] },
  ],
  titleOf: (r) => (r.level === null ? 'Triage, not finished' : `Triage: ${r.level}`),
  examples: [
    {
      t1: true,
      t2: false,
      t3: false,
      t4: false,
      t5: true,
      t6: false,
      t7: false,
      t8: false,
      t9: true,
      t10: true,
      reasons: 'Ranks applicants for jobs, which Annex III names. The base model’s training data is not published.',
    },
    {
      t1: false,
      t2: false,
      t3: false,
      t4: false,
      t5: false,
      t6: false,
      t7: false,
      t8: false,
      t9: true,
      t10: true,
      reasons: 'Minutes of internal meetings; people check them before they are sent.',
    },
  ],
})
