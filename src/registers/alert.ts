import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'

export const alert = defineRegister({
  name: 'alert',
  label: { one: 'Alert', many: 'Alerts' },
  explain:
    'A monitor went beyond its limit. The alert stays open until somebody has looked at it and written down what was done; how long that takes is compared with the time the monitor allows.',
  refPrefix: 'ALRT',
  area: 'systems',
  serves: ['iso42001:A.6.2.6'],
  fields: {
    title: f.text({ max: 250, search: 'high', label: 'What happened' }),
    openedOn: f.date({ label: 'Opened on' }),
    value: f.number({ help: 'The value that set it off.' }).optional(),
    cause: f.longText({ help: 'Why it happened, as far as known.' }).optional(),
    whatWasDone: f.longText({ label: 'What was done', help: 'Also when nothing was needed, and why.' }).optional(),
    peopleAffected: f.boolean({ label: 'People were affected', help: 'If so, record an incident too.' }).optional(),
    closedOn: f.date({ label: 'Closed on', help: 'Set when it is closed, unless given before.' }).optional(),
    closedBy: f.text({ label: 'Closed by', help: 'Set when it is closed.', setByMove: true }).optional(),
  },
  links: {
    monitor: one('monitor', { required: true, inverse: 'alerts', inverseLabel: 'Alerts' }),
    owner: one('person', { label: 'Handled by', inverse: 'alertsHandled', inverseLabel: 'Alerts' }),
    incident: one('incident', { inverse: 'alerts', inverseLabel: 'Alerts' }),
  },
  computed: {},
  workflow: {
    initial: 'open',
    states: { open: 'due', closed: 'retired' },
    moves: {
      close: {
        from: ['open'],
        to: 'closed',
        by: workers,
        needs: ['whatWasDone', 'cause', 'peopleAffected'],
        sets: (r, { today, actor }) => ({ closedOn: r.closedOn ?? today, closedBy: actor.name }),
        unless: (r) =>
          r.peopleAffected === true && r.incident === null && say`People were affected; link the incident first.`,
      },
      reopen: {
        from: ['closed'],
        to: 'open',
        by: ['owner', 'systemOwner', ...stewards],
        asksReason: true,
        sets: () => ({ closedOn: null, closedBy: null }),
      },
    },
    frozen: ['closed'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'handled',
      ask: 'Does somebody handle every open alert?',
      fix: 'Choose who handles it.',
      severity: 'minor',
      failing: (r) => r.state === 'open' && r.owner === null,
    },
  ],
  list: { columns: ['ref', 'title', 'monitor', 'owner', 'state', 'openedOn', 'closedOn'], sort: '-openedOn' },
  check: (r) =>
    r.closedOn !== null && r.closedOn < r.openedOn ? { closedOn: 'It cannot be closed before it was opened.' } : {},
  examples: [
    {
      title: 'Selection rates of age groups drifted apart',
      openedOn: '2026-08-03',
      value: 0.74,
      cause: 'A new job board sends mostly younger applicants.',
      whatWasDone:
        'Ranking off for postings from that board until the model was tested on its applicants; back on 2026-08-19.',
      peopleAffected: false,
    },
    { title: 'No summaries for two hours', openedOn: '2026-11-12', value: 0 },
  ],
})
