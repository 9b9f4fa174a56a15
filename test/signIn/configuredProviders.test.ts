import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Session } from '../../src/server/contract.ts'
import { sealer } from '../../src/server/signIn/secretFile.ts'
import { makeProviders } from '../../src/server/singleSignOn/providers.ts'
import type { ConfiguredProvider } from '../../src/server/singleSignOn/readConfigured.ts'
import { type TestApp, testApp } from '../support/app.ts'

const provider = (id: string, more: Partial<ConfiguredProvider>): ConfiguredProvider =>
  ({
    kind: 'oidc',
    id,
    name: `The company ${id}`,
    domains: [`${id}.test`],
    joins: true,
    defaultRoles: ['viewer'],
    groupRoles: [],
    settings: { issuer: 'https://idp.test', clientId: 'openaims', scopes: [], groupsClaim: null, factors: 'stated' },
    clientSecret: 'a-secret-nobody-may-see',
    ...more,
  }) as ConfiguredProvider

const configured = [
  provider('fine', { organisation: 'test-organisation', groupRoles: [{ group: 'risk', role: 'riskOwner' }] }),
  provider('typo', { organisation: 'test-organisation', groupRoles: [{ group: 'risk', role: 'riskOwnerr' }] }),
  provider('nowhere', { organisation: 'not-set-up' }),
  provider('all', {}),
]
let t: TestApp
const lines: string[] = []
beforeAll(async () => {
  t = await testApp({ logTo: { write: (line) => void lines.push(line) }, signIn: { singleSignOn: configured } })
})
afterAll(() => t.close())

const nowhere = '"nowhere" is for the organisation "not-set-up", which is not set up; nobody signs in by it.'

test('what the configuration names and is not here is told, and no more', async () => {
  const { missingFromConfiguration } = makeProviders(
    t.store,
    sealer('a secret for tests that is long enough'),
    configured,
  )
  expect(await missingFromConfiguration()).toEqual([
    '"typo" gives the role "riskOwnerr", which "test-organisation" does not have; it gives nothing.',
    nowhere,
  ])
})

test('the start tells it in the log, without the secret', () => {
  const told = lines
    .map((line) => JSON.parse(line) as { event?: string; msg: string })
    .filter((line) => line.event === 'single-sign-on.configuration')
    .map((line) => line.msg)
  expect(told).toContain(`OPENAIMS_SINGLE_SIGN_ON: ${nowhere}`)
  expect(lines.join('')).not.toContain('a-secret-nobody-may-see')
})

test('what leads nowhere is not offered', async () => {
  const { body } = await t.send<Session>(null, 'GET', '/api/v1/session')
  expect(body.providers.map((p) => p.id)).toEqual(['fine', 'typo', 'all'])
})
