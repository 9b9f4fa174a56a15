import { defineRegister, everyone, f } from '../model/index.ts'
import { insiders } from './lists/insiders.ts'

export const savedView = defineRegister({
  name: 'savedView',
  label: { one: 'Saved view', many: 'Saved views' },
  explain:
    'A list with its filters, order and columns, kept under a name so that it can be opened again with one click. A shared view is offered to everybody in the organisation; it shows each person only what they may read.',
  refPrefix: 'VIEW',
  area: 'internal',
  serves: ['iso42001:7.5.3'],
  fields: {
    title: f.text({ max: 120, search: 'high', sortable: true, label: 'Name' }),
    registerName: f.text({
      max: 60,
      label: 'Register',
      names: 'register',
      filterable: true,
      help: 'The list it belongs to.',
    }),
    query: f.longText({
      max: 10_000,
      search: 'none',
      help: 'Filters, order and columns as in the address of the page.',
    }),
    shared: f.boolean({ help: 'Yes to offer it to everybody.' }),
  },
  links: {},
  computed: {},
  workflow: { initial: 'kept', states: { kept: 'inForce' }, moves: {} },
  can: { read: everyone, create: insiders, edit: ['author'], archive: ['administrator', 'author'] },
  readiness: [],
  list: { columns: ['ref', 'title', 'registerName', 'shared'], sort: 'title' },
  examples: [
    { title: 'High risks without owner', registerName: 'risk', query: 'owner=empty&level=high', shared: true },
    { title: 'My overdue tasks', registerName: 'programmeTask', query: 'owner=me&dueOn=before:today', shared: false },
  ],
})
