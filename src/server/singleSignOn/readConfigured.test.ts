import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfigured } from './readConfigured.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'openaims-single-sign-on-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const company = {
  id: 'company',
  kind: 'oidc',
  name: 'Example AG',
  organisation: 'example-ag',
  domains: ['example.org'],
  joins: true,
  defaultRoles: ['viewer'],
  groupRoles: [],
  settings: { issuer: 'https://login.example.org', clientId: 'openaims' },
  clientSecretFrom: 'COMPANY_SECRET',
}

async function read(content: unknown, environment: Record<string, string> = { COMPANY_SECRET: 'hush' }) {
  const path = join(folder, 'providers.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return readConfigured({ ...environment, OPENAIMS_SINGLE_SIGN_ON: path })
}

test('nothing is set where no file is named', () => {
  expect(readConfigured({})).toEqual([])
})

test('a provider takes its secret from the environment, and the usual scopes', async () => {
  expect(await read({ providers: [company] })).toMatchObject([
    { id: 'company', clientSecret: 'hush', settings: { scopes: ['openid', 'email', 'profile'], groupsClaim: null } },
  ])
})

test.each([
  ['no JSON', '{', /JSON/],
  ['an unknown word', { providers: [{ ...company, secret: 'x' }] }, /secret/],
  [
    'a domain that is none',
    { providers: [{ ...company, domains: ['nobody@example.org'] }] },
    /providers\.0\.domains\.0/,
  ],
  ['no issuer', { providers: [{ ...company, settings: { clientId: 'x' } }] }, /providers\.0\.settings\.issuer/],
  ['an id that stands in no address', { providers: [{ ...company, id: 'A/B' }] }, /providers\.0\.id/],
  ['two of one name', { providers: [company, company] }, /two providers are called "company"/],
])('%s stops the start with its place', async (_what, content, message) => {
  await expect(read(content)).rejects.toThrow(message)
})

test('a secret that the environment lacks stops the start', async () => {
  await expect(read({ providers: [company] }, {})).rejects.toThrow('COMPANY_SECRET')
})
