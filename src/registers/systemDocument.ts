import { defineRegister, everyone, f, one, stewards, workers } from '../model/index.ts'
import { say } from '../model/say.ts'
import { audiences } from './lists/aiSystemLists.ts'

export const systemDocument = defineRegister({
  name: 'systemDocument',
  label: { one: 'System document', many: 'System documents' },
  explain:
    'Papers about one AI system in one version: model card, design, technical documentation, information for users. Each says for whom it is written and which version it describes, so papers that lag behind the system are seen.',
  refPrefix: 'SDOC',
  area: 'systems',
  serves: ['iso42001:A.6.2.3', 'iso42001:A.6.2.7', 'iso42001:A.8.2'],
  fields: {
    title: f.text({ max: 250, search: 'high' }),
    kind: f.choice([
      { value: 'model_card', label: 'Model card' },
      'design',
      { value: 'technical', label: 'Technical documentation' },
      { value: 'user_info', label: 'User information' },
      'requirements',
      { value: 'test', label: 'Test report' },
      { value: 'operation', label: 'Operating instructions' },
      { value: 'data', label: 'Data description' },
      { value: 'threats', label: 'Threat model' },
      'other',
    ]),
    audience: f.choices(audiences, { label: 'Written for' }).optional(),
    systemVersion: f.text({ max: 100, label: 'Describes version', sortable: true }).optional(),
    text: f.longText({ help: 'The content, or a summary when the content is a file.' }).optional(),
    files: f.files().optional(),
    website: f.url({ label: 'Published at' }).optional(),
    publishedOn: f.date({ label: 'Published on', help: 'Set when it is published, unless given before.' }).optional(),
  },
  links: {
    system: one('aiSystem', {
      required: true,
      label: 'AI system',
      inverse: 'systemDocuments',
      inverseLabel: 'System documents',
    }),
    owner: one('person', { inverse: 'systemDocumentsOwned', inverseLabel: 'System documents' }),
    replaces: one('systemDocument', { inverse: 'replacedBy', inverseLabel: 'Replaced by' }),
  },
  computed: {},
  workflow: {
    initial: 'draft',
    states: { draft: 'draft', published: 'inForce', retired: 'retired' },
    moves: {
      publish: {
        from: ['draft'],
        to: 'published',
        by: [...stewards, 'systemOwner', 'owner'],
        needs: ['audience', 'systemVersion'],
        sets: (r, { today }) => ({ publishedOn: r.publishedOn ?? today }),
        unless: (r) =>
          r.text === null &&
          (r.files ?? []).length === 0 &&
          r.website === null &&
          say`There is nothing to publish yet; write the text, add a file or give the address.`,
      },
      revise: {
        from: ['published'],
        to: 'draft',
        by: [...stewards, 'systemOwner', 'owner'],
        asksReason: true,
        sets: () => ({ publishedOn: null }),
      },
      retire: {
        from: ['draft', 'published'],
        to: 'retired',
        by: [...stewards, 'systemOwner', 'owner'],
        asksReason: true,
      },
    },
    frozen: ['published', 'retired'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'current',
      ask: 'Does every published document describe the version in use?',
      fix: 'Write it anew for the deployed version, or retire it.',
      severity: 'minor',
      looksAt: ['system'],
      failing: (r, { related }) => {
        const deployed = related.system?.[0]?.deployedVersion ?? null
        return r.state === 'published' && deployed !== null && deployed !== r.systemVersion
      },
    },
  ],
  list: { columns: ['ref', 'title', 'system', 'kind', 'systemVersion', 'state', 'publishedOn'], sort: 'title' },
  sections: [
    { title: 'Document', fields: ['title', 'system', 'kind', 'audience', 'systemVersion', 'owner', 'replaces'] },
    { title: 'Content', fields: ['text', 'files', 'website', 'publishedOn'] },
  ],
  examples: [
    {
      title: 'How the applicant ranking helps recruiters',
      kind: 'user_info',
      audience: ['users'],
      systemVersion: '2.1',
      text: 'The ranking suggests an order, it does not decide. Read every application before a refusal. Report odd orders to recruiting analytics.',
    },
    {
      title: 'CV matcher model card',
      kind: 'model_card',
      audience: ['developers', 'authorities'],
      systemVersion: '2.1',
    },
  ],
})
