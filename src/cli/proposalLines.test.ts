import { expect, test } from 'vitest'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { voiceOf } from '../server/language/voiceOf.ts'
import { proposalLines } from './proposalLines.ts'

const refOf = (id: string) => ({ one: 'AIS-1', ada: 'P-1' })[id]

test('labels, choices and answers are said in the language the proposal is in; what people wrote stays', () => {
  const edit = {
    do: 'edit',
    register: 'aiSystem',
    id: 'one',
    version: 1,
    values: {
      owner: 'ada',
      orgRoles: ['producer'],
      topicArea: 'No',
      usedByScopedProcess: true,
      personalData: false,
    },
    reason: 'Vorgeschlagen.',
  } as const
  expect(proposalLines(edit, aiSystem, refOf, voiceOf('de'))).toEqual([
    'AIS-1     P-1. Unsere Rollen: Hersteller oder Entwickler. Themengebiet: No. Ja: Von einem Prozess im Anwendungsbereich …',
    '          Vorgeschlagen.',
  ])
  expect(proposalLines(edit, aiSystem, refOf, voiceOf('en'))[0]).toBe(
    'AIS-1     P-1. Our roles: Producer or developer. Topic area: No. Yes: Used by a process in scope. No: Uses personal data',
  )
})

test('a record that would be made is called new in that language', () => {
  const create = { do: 'create', register: 'aiSystem', values: { title: 'Prepare' }, reason: 'Weil.' } as const
  expect(proposalLines(create, aiSystem, refOf, voiceOf('de'))[0]).toBe('neu       Prepare')
  expect(proposalLines(create, aiSystem, refOf, voiceOf('en'))[0]).toBe('new       Prepare')
})
