import { expect, test } from 'vitest'
import type { Session } from '../../../server/contract.ts'
import { toSignIn, wantedPage } from './wantedPage.ts'

const organisations = [{ slug: 'northwind' }] as unknown as Session['organisations']

test.each(['/northwind', '/northwind/r/risks/RISK-9', '/northwind?asOf=2026-01-01', '/northwind/r/risks?q=a%2Fb#top'])(
  '%s of an organisation that opens is gone on to',
  (next) => {
    expect(wantedPage(next, organisations)).toBe(next)
  },
)

test.each([
  ['another organisation', '/southwind/r/risks'],
  ['one whose name only begins alike', '/northwind-2'],
  ['another host', '//northwind/x'],
  ['another host with a backslash', '/\\northwind'],
  ['another host written out', 'https://northwind/x'],
  ['a script', 'javascript:alert(1)'],
  ['a line end', '/northwind\n/x'],
  ['the programming interface', '/api/v1/session'],
  ['nothing', undefined],
  ['a list', ['/northwind']],
])('%s is not', (_name, next) => {
  expect(wantedPage(next, organisations)).toBeNull()
})

test('the way to the sign-in page says whether a session ended', () => {
  expect(toSignIn('/northwind/r/risks', true)).toEqual({ to: '/', search: { next: '/northwind/r/risks', ended: '1' } })
  expect(toSignIn('/northwind/r/risks', false)).toEqual({ to: '/', search: { next: '/northwind/r/risks' } })
})
