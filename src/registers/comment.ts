import { defineRegister, everyone, f, many, one, stewards } from '../model/index.ts'
import { insiders } from './lists/insiders.ts'

export const comment = defineRegister({
  name: 'comment',
  label: { one: 'Comment', many: 'Comments' },
  explain:
    'A remark or question on a record, for the people who work with it. It stays with the record, can be answered and marked as settled, and only the person who wrote it can change its words.',
  refPrefix: 'CMT',
  area: 'internal',
  serves: ['iso42001:7.4'],
  fields: {
    body: f.longText({ max: 10_000, search: 'high', label: 'Comment' }),
  },
  links: {
    about: one('any', { required: true, label: 'On' }),
    answers: one('comment', { inverse: 'replies', inverseLabel: 'Replies', label: 'Answers' }),
    mentions: many('person', { label: 'For the attention of' }),
  },
  computed: {},
  titleOf: (r) => firstWords(r.body),
  workflow: {
    initial: 'open',
    states: { open: 'draft', settled: 'conforms' },
    moves: {
      settle: { label: 'Mark as settled', from: ['open'], to: 'settled', by: insiders },
      reopen: { from: ['settled'], to: 'open', by: insiders },
    },
  },
  readLike: 'about',
  can: { read: everyone, create: insiders, edit: ['author'], archive: [...stewards, 'author'] },
  readiness: [],
  list: { columns: ['ref', 'body', 'about', 'createdAt', 'state'], sort: '-createdAt' },
  examples: [
    { body: 'The figures for October look too good; was the test set changed?' },
    { body: 'Please add the works agreement as a source.' },
  ],
})

function firstWords(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = Array.from(line)
  return characters.length <= 80 ? line : `${characters.slice(0, 79).join('')}…`
}
