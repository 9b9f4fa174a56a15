import { afterAll, beforeAll, expect, test } from 'vitest'
import { registers } from '../../src/registers/index.ts'
import { lead } from '../support/actors.ts'
import { type TestStore, testStore } from '../support/store.ts'

let t: TestStore
beforeAll(async () => {
  t = await testStore(registers)
})
afterAll(() => t.close())

const found = async (text: string) => (await t.store.search(t.org, lead, text, 20, null)).map((h) => h.title)

test('numbers after a hyphen are words of their own', async () => {
  const titles = ['GPT-4 drafts letters', 'Version 2.1-7 of the model', 'E-mail filter']
  await t.store.commit({
    actor: lead,
    org: t.org,
    changes: titles.map((title) => ({ do: 'create', register: 'person', values: { title } })),
  })
  expect(await found('gpt-4')).toEqual([titles[0]])
  expect(await found('2.1-7')).toEqual([titles[1]])
  expect(await found('E-mail')).toEqual([titles[2]])
  expect(await found('per-2')).toEqual([titles[1]])
  expect(await found('gpt-5')).toEqual([])
})

test('a long text with a character that is two halves at the cut is kept', async () => {
  const body = `${'a'.repeat(299)}👩${'b'.repeat(100)}`
  const { records } = await t.store.commit({
    actor: lead,
    org: t.org,
    changes: [
      { do: 'create', register: 'person', values: { title: 'Ada' }, id: '01900000-0000-7000-8000-000000000001' },
      { do: 'create', register: 'comment', values: { body, about: '01900000-0000-7000-8000-000000000001' } },
    ],
  })
  expect(records[1]).toMatchObject({ body })
})
