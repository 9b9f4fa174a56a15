import { expect, test } from 'vitest'
import { chooseOrganisation } from './acting.ts'

const fresh = { slug: 'aldermoor-finance', kind: 'example' }
const former = { slug: 'aldermoor-finance-aside-3bf0a332dcd0', kind: 'example' }
const own = { slug: 'step-aside-ltd', kind: 'own' }

test('the only organisation need not be named; an example that was put back is no choice, but can be named', () => {
  expect(chooseOrganisation([former, fresh], undefined)).toBe(fresh)
  expect(chooseOrganisation([former, own], undefined)).toBe(own)
  expect(chooseOrganisation([former, fresh], former.slug)).toBe(former)
})

test('of several one has to be named, and only those that are', () => {
  expect(() => chooseOrganisation([former, fresh, own], undefined)).toThrow(
    'Name the organisation with -o: aldermoor-finance, step-aside-ltd.',
  )
  expect(() => chooseOrganisation([fresh], 'nope')).toThrow(
    'There is no organisation "nope"; there is aldermoor-finance.',
  )
  expect(() => chooseOrganisation([], undefined)).toThrow('There is no organisation yet')
})
