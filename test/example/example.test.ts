import { expect, test } from 'vitest'
import { exampleStart, tellExample } from '../../examples/tell.ts'
import { registers } from '../../src/registers/index.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { testStore } from '../support/store.ts'

test('tells', async () => {
  const clock = { at: '2020-01-01T00:00:00Z' }
  const today = new Date().toISOString().slice(0, 10)
  const it = await testStore(registers, { customFields: customFieldSource, indexes: true, clock: () => clock.at })
  const org = await it.store.directory.createOrganisation('Aldermoor', 'example', exampleStart(today))
  const t = performance.now()
  const told = await tellExample(it.store, org.id, clock, { today })
  console.log(told, performance.now() - t)
  await it.close()
  expect(told.versions).toBeGreaterThan(10)
}, 60000)
