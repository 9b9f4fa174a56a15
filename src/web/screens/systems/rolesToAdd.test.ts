import { expect, it } from 'vitest'
import { rolesToAdd } from './rolesToAdd.ts'

const because = { because: 'Built here.', records: [] }

it('adds what the facts speak for and keeps what people recorded', () => {
  const added = rolesToAdd({
    roles: [{ role: 'producer', ...because }],
    legalRoles: [{ role: 'provider', ...because }],
    recorded: ['partner'],
    recordedLegal: ['provider'],
  })
  expect(added).toEqual({ orgRoles: ['partner', 'producer'], legalRole: ['provider'] })
})

it('has nothing to add when all of it is recorded, and more', () => {
  expect(
    rolesToAdd({
      roles: [{ role: 'producer', ...because }],
      legalRoles: [],
      recorded: ['producer', 'provider'],
      recordedLegal: ['deployer'],
    }),
  ).toBeNull()
})
