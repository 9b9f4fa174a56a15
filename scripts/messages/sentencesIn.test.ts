import { expect, test } from 'vitest'
import { sentencesIn } from './sentencesIn.ts'

test('sentences are found in markup, in conditions and in templates without holes', () => {
  const source = `const a = () => t('Risks')
  const B = ({ on }) => <p title={t(\`Two
lines\`)}>{t(on ? 'On' : 'Off', { n: 1 })}{other('No')}</p>`
  expect(sentencesIn(source, 'a.tsx')).toEqual({ sentences: ['Risks', 'Two\nlines', 'On', 'Off'], faults: [] })
})

test('a sentence that is no constant, or is asked for too early, is a fault', () => {
  expect(sentencesIn('const a = (x) => t(x)', 'a.ts').faults).toEqual([
    'a.ts: t(…) takes a constant sentence; what is data goes through t.data(…).',
  ])
  expect(sentencesIn("const a = { label: t('Early') }", 'a.ts').faults).toHaveLength(1)
  expect(sentencesIn("const a = { label: () => t('Late') }", 'a.ts').faults).toEqual([])
})
