import { expect, test } from 'vitest'
import { inSentence } from './inSentence.ts'

test.each([
  ['Risk acceptance', 'risk acceptance'],
  ['AI system', 'AI system'],
  ['SoA versions', 'SoA versions'],
  ['People', 'people'],
  ['Discovered AI tools', 'discovered AI tools'],
])('%s reads "%s" inside a sentence', (label, read) => expect(inSentence(label)).toBe(read))
