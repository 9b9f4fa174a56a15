import { expect, test } from 'vitest'
import { saidIn } from './saidIn.ts'

const source = `import { count, say } from '../model/say.ts'
const a = (n, who) => say\`\${who} has \${count(n, 'risk')} and \${say\`no end\`}.\`
const b = (n) => count(n, 'party', 'parties')`

test('what is said is found with its places, sentences within sentences too', () => {
  expect(saidIn(source, 'a.ts')).toEqual({
    sentences: [
      '{0} has {1} and {2}.',
      '{0, plural, one {# risk} other {# risks}}',
      'no end',
      '{0, plural, one {# party} other {# parties}}',
    ],
    faults: [],
  })
})

test('a count of words that are no constant is a fault; another function of that name is not', () => {
  expect(saidIn(source.replace("'risk'", 'word'), 'a.ts').faults).toEqual(['a.ts: count(…) takes constant words.'])
  expect(saidIn("import { count } from './rows.ts'\nconst b = (n) => count(n, 'party')", 'a.ts').sentences).toEqual([])
})
