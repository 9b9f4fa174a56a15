import { defineRegister, everyone, f, one, stewards } from '../model/index.ts'
import { say } from '../model/say.ts'
import { insiders } from './lists/insiders.ts'

export const toolDiscovery = defineRegister({
  name: 'toolDiscovery',
  label: { one: 'Discovered AI tool', many: 'Discovered AI tools' },
  explain:
    'AI tools found in use that nobody had approved or written into the inventory: in sign-in logs, expense claims, network data, or told by colleagues. Each is either approved and entered in the inventory, or stopped. Telling about one is welcome, not punished.',
  refPrefix: 'TOOL',
  area: 'systems',
  serves: ['iso42001:A.9.2', 'iso42001:4.3'],
  fields: {
    title: f.text({ max: 200, search: 'high', label: 'Tool' }),
    vendor: f.text({ label: 'Made by' }).optional(),
    foundOn: f.date(),
    howFound: f
      .choice([
        'signInLog',
        'expenses',
        'networkData',
        'deviceSoftware',
        'browserExtension',
        'contractSearch',
        'survey',
        'toldByStaff',
        'other',
      ])
      .optional(),
    usedFor: f.longText().optional(),
    usedBy: f.text({ help: 'Teams or functions; no names of people.' }).optional(),
    users: f.integer({ min: 0, label: 'People who use it' }).optional(),
    dataEntered: f
      .choices(['nothingSensitive', 'personalData', 'customerData', 'sourceCode', 'businessSecrets', 'unknown'], {
        label: 'What people put into it',
      })
      .optional(),
    inInventory: f.boolean({ help: 'Yes when the AI system register already holds it.' }),
    approved: f.boolean({ help: 'Set by the decision below.', setByMove: true }).optional(),
    decision: f.longText({ label: 'Decision and reason' }).optional(),
    decidedOn: f.date({ setByMove: true }).optional(),
    decidedBy: f.text({ setByMove: true }).optional(),
    action: f
      .longText({ help: 'What was done: rules set, access blocked, data deleted, another tool offered.' })
      .optional(),
    doneOn: f.date({ label: 'Action done on' }).optional(),
  },
  links: {
    system: one('aiSystem', {
      inverse: 'toolDiscoveries',
      inverseLabel: 'Found in use',
      label: 'AI system',
      help: 'The entry in the inventory, once it is there.',
    }),
    supplier: one('supplier', { inverse: 'toolDiscoveries', inverseLabel: 'Tools found in use' }),
    owner: one('person', {
      inverse: 'toolDiscoveriesOwned',
      inverseLabel: 'Discovered AI tools',
      label: 'Looked into by',
    }),
  },
  computed: {},
  workflow: {
    initial: 'found',
    states: { found: 'overdue', approved: 'inForce', blocked: 'retired', notAi: { tone: 'retired', label: 'Not AI' } },
    moves: {
      approve: {
        from: ['found', 'blocked'],
        to: 'approved',
        by: stewards,
        needs: ['system', 'decision'],
        sets: (_r, { actor, today }) => ({
          approved: true,
          inInventory: true,
          decidedOn: today,
          decidedBy: actor.name,
        }),
        unless: (r, { actor }) =>
          r.createdBy === actor.id && say`You reported this tool yourself; another person must approve its use.`,
      },
      block: {
        label: 'Stop its use',
        from: ['found', 'approved'],
        to: 'blocked',
        by: stewards,
        needs: ['action'],
        asksReason: true,
        sets: (_r, { actor, today }) => ({ approved: false, decidedOn: today, decidedBy: actor.name }),
      },
      dismiss: {
        label: 'Not an AI tool',
        from: ['found'],
        to: 'notAi',
        by: stewards,
        asksReason: true,
        sets: (_r, { actor, today }) => ({ decidedOn: today, decidedBy: actor.name }),
      },
      reopen: {
        label: 'Seen in use again',
        from: ['approved', 'blocked', 'notAi'],
        to: 'found',
        by: stewards,
        asksReason: true,
        sets: () => ({ approved: null, decidedOn: null, decidedBy: null }),
      },
    },
  },
  can: { read: everyone, create: insiders, edit: [...stewards, 'owner', 'author'], archive: stewards },
  readiness: [
    {
      id: 'looked-into',
      ask: 'Does somebody look into every tool found?',
      fix: 'Choose who looks into it.',
      severity: 'ofi',
      failing: (r) => r.state === 'found' && r.owner === null,
    },
    {
      id: 'stopped-for-real',
      ask: 'Is the stop of every blocked tool carried out?',
      fix: 'Carry out the action and record the day.',
      severity: 'minor',
      failing: (r) => r.state === 'blocked' && r.doneOn === null,
    },
  ],
  list: { columns: ['ref', 'title', 'foundOn', 'howFound', 'inInventory', 'owner', 'state'], sort: '-foundOn' },
  sections: [
    {
      title: 'Tool',
      fields: ['title', 'vendor', 'supplier', 'foundOn', 'howFound', 'usedFor', 'usedBy', 'users', 'dataEntered'],
    },
    { title: 'Decision', fields: ['owner', 'inInventory', 'system', 'approved', 'decision', 'decidedOn', 'decidedBy'] },
    { title: 'Action', fields: ['action', 'doneOn'] },
  ],
  examples: [
    {
      title: 'Meeting notes assistant',
      vendor: 'Scribble Labs',
      foundOn: '2026-03-05',
      howFound: 'signInLog',
      usedFor: 'Writes minutes of calls with customers.',
      usedBy: 'Sales',
      users: 9,
      dataEntered: ['personalData', 'customerData'],
      inInventory: false,
    },
    {
      title: 'Code completion in the free edition',
      foundOn: '2026-05-19',
      howFound: 'survey',
      usedBy: 'Two developers',
      users: 2,
      dataEntered: ['sourceCode'],
      inInventory: false,
    },
  ],
})
