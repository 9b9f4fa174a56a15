/// <reference lib="dom" />
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inflateRawSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import { ServiceProvider } from 'samlify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Members, ProviderShown } from '../../src/server/contract.ts'
import { byLink } from '../signIn/people.ts'
import { expectAccessible, watch } from '../support/browser.ts'
import { type BrowserApp, browserApp } from '../support/browserApp.ts'
import { samlProvider, samlResponse } from '../support/samlProvider.ts'
import { selfSigned } from '../support/selfSigned.ts'

const idpName = 'https://idp.example.com/saml'
const signer = selfSigned('idp')

let pages: Server
let idpAt: string
let b: BrowserApp
let provider: ProviderShown & { kind: 'saml' }
let metadata: string
const faults: string[][] = []
/** What the provider says of who sits at the browser, and what it was asked. */
const there = { groups: 'auditors', asked: [] as string[] }

beforeAll(async () => {
  process.env.OPENAIMS_ALLOWED_HOSTS = 'localhost'
  pages = createServer((request, response) => {
    void pageOf(new URL(request.url ?? '/', 'http://localhost')).then((html) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(html),
    )
  })
  await new Promise<void>((done) => pages.listen(0, '127.0.0.1', done))
  idpAt = `http://localhost:${(pages.address() as AddressInfo).port}`
  b = await browserApp()
  const administrator = await byLink(b.t, b.t.people.administrator.account)
  const made = await administrator.send<ProviderShown>('POST', `${b.t.base}/single-sign-on/providers`, {
    kind: 'saml',
    name: 'Old login',
    domains: ['example.org'],
    joins: true,
    defaultRoles: [],
    groupRoles: [{ group: 'auditors', role: 'internalAuditor' }],
    settings: {
      entryPoint: `${idpAt}/sso`,
      signOutAddress: `${idpAt}/slo`,
      issuer: idpName,
      certificates: [signer.certificate],
      emailAttribute: 'email',
      nameAttribute: 'name',
      groupsAttribute: 'groups',
    },
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  if (made.body.kind !== 'saml') throw new Error('it is of another kind')
  provider = made.body
  metadata = (await b.t.send(null, 'GET', `/api/v1/single-sign-on/${provider.id}/metadata`)).text
}, 180_000)
afterAll(async () => {
  await b?.close()
  pages?.close()
  delete process.env.OPENAIMS_ALLOWED_HOSTS
})

/** The pages of the provider: one leads back with who sits there, the other ends its own session. */
async function pageOf(url: URL): Promise<string> {
  const message = url.searchParams.get('SAMLRequest') ?? url.searchParams.get('SAMLResponse')
  if (message === null) return ''
  const xml = inflateRawSync(Buffer.from(message, 'base64')).toString('utf8')
  there.asked.push(`${url.pathname} ${/<samlp:(\w+)/.exec(xml)?.[1]}`)
  if (url.pathname === '/slo') return '<h1>Signed out at the provider</h1>'
  const between = { metadata, callback: provider.callback, entity: provider.metadata, name: idpName, signer }
  const says = { session: 'x1', groups: there.groups }
  const response = await samlResponse(between, / ID="([^"]+)"/.exec(xml)?.[1] ?? '', says)
  return `<form method="post" action="${provider.callback}"><input name="SAMLResponse" value="${response}">
    <input name="RelayState" value="${url.searchParams.get('RelayState') ?? ''}"><button>Go on</button></form>`
}

const newBrowser = () => b.browser.newContext({ viewport: { width: 1440, height: 900 } })

async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  faults.push(watch(page))
  return page
}

/** From the sign-in page to the provider and, with its form, back. */
async function comeThrough(page: Page): Promise<void> {
  await page.goto(`${b.t.address}/`)
  await page.getByLabel('E-mail address').fill('saml@example.org')
  await page.getByLabel(/^Password/).focus()
  await page.getByRole('link', { name: 'Sign in with Old login' }).click()
  await page.getByRole('button', { name: 'Go on' }).click()
}

const memberNow = async () =>
  (await b.t.send<Members>(b.t.people.administrator, 'GET', `${b.t.base}/members`)).body.members.find(
    (m) => m.email === 'saml@example.org',
  )

test('a colleague signs in at the provider and is in, and signs out here and there', { timeout: 120_000 }, async () => {
  const page = await newPage(await newBrowser())
  await comeThrough(page)
  await page.getByRole('button', { name: 'You: Sam L.' }).waitFor()
  expect(new URL(page.url()).pathname).toMatch(/^\/test-organisation/)
  expect(await memberNow()).toMatchObject({ roles: ['internalAuditor'] })
  await page.getByRole('button', { name: 'You: Sam L.' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Signed out at the provider' }).waitFor()
  expect(there.asked).toEqual(['/sso AuthnRequest', '/slo LogoutRequest'])
  await page.goto(`${b.t.address}/test-organisation`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('whoever lost their groups is told so, and another browser that is signed in is out', {
  timeout: 120_000,
}, async () => {
  const earlier = await newPage(await newBrowser())
  await comeThrough(earlier)
  await earlier.getByRole('button', { name: 'You: Sam L.' }).waitFor()
  there.groups = 'nothing'
  const later = await newPage(await newBrowser())
  await comeThrough(later)
  await later.getByText('None of your groups at the provider has a role here. Ask an administrator.').waitFor()
  await earlier.reload()
  await earlier.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await memberNow()).toMatchObject({ roles: [], suspendedAt: expect.any(String) })

  const members = await b.open(b.t.people.administrator, 'settings/members')
  await members.getByText('Sam L. was suspended').waitFor()
  await members.getByText('none of their groups at the provider has a role').waitFor()
  if (process.env.SHOTS) await members.screenshot({ path: `${process.env.SHOTS}/members-lost.png`, fullPage: true })
  there.groups = 'auditors'
  await comeThrough(later)
  await later.getByRole('button', { name: 'You: Sam L.' }).waitFor()
})

test('a sign-out that begins at the provider ends the session here and leads back there', {
  timeout: 120_000,
}, async () => {
  const page = await newPage(await newBrowser())
  await comeThrough(page)
  await page.getByRole('button', { name: 'You: Sam L.' }).waitFor()
  const asks = (by = signer) =>
    samlProvider(idpName, by).createLogoutRequest(
      ServiceProvider({ metadata, wantLogoutRequestSigned: true }),
      'redirect',
      { logoutNameID: 's1', sessionIndex: 'x1' },
    ).context
  await page.goto(asks(selfSigned('stranger')))
  await page.getByRole('heading', { name: 'You are still signed in as Sam L.' }).waitFor()
  await page.getByText('Nobody was signed out.', { exact: false }).waitFor()
  for (const [colorScheme, width] of [
    ['light', 1440],
    ['dark', 390],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize({ width, height: 900 })
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor()
    await expectAccessible(page, `still in, ${colorScheme}`)
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/still-in-${width}.png` })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Go on' }).click()
  await page.getByRole('button', { name: 'You: Sam L.' }).waitFor()
  await page.goto(asks())
  await page.getByRole('heading', { name: 'Signed out at the provider' }).waitFor()
  expect(there.asked.at(-1)).toBe('/slo LogoutResponse')
  await page.goto(`${b.t.address}/test-organisation`)
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('nothing went wrong on any page', () => {
  expect([...faults.flat(), ...b.faults]).toEqual([])
})
