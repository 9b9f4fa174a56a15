import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, watch } from '../support/browser.ts'
import { clientSecret, type IdentityProvider, identityProvider } from '../support/identityProvider.ts'
import { type Running, startProduct } from '../support/running.ts'
import { selfSigned } from '../support/selfSigned.ts'

// One journey told in order: an administrator adds the provider of the organisation, and a colleague comes through it.
let product: Running
let idp: IdentityProvider
let browser: Browser
let founder: Page
let colleague: Page
const faults: string[][] = []

async function newPage(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  page.setDefaultTimeout(20_000)
  faults.push(watch(page))
  return page
}

beforeAll(async () => {
  idp = await identityProvider()
  ;[product, browser] = await Promise.all([
    startProduct({ OPENAIMS_ALLOWED_HOSTS: 'localhost', OPENAIMS_SIGNER: 'off' }),
    openBrowser(),
  ])
  founder = await newPage()
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await product?.remove()
  await idp?.close()
})

/** Looks at a page in both schemes and widths: accessible, and kept as a picture where SHOTS names a folder. */
async function look(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor()
    await page.evaluate(async () => {
      for (let i = 0; i < 2; i++) await new Promise((done) => requestAnimationFrame(done))
      await Promise.allSettled(document.getAnimations().map((a) => a.finished))
    })
    await expectAccessible(page, `${name}, ${scheme}`)
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      // The layout follows the width a moment later.
      const fits = () => document.documentElement.scrollWidth <= window.innerWidth
      await page.waitForFunction(fits, undefined, { timeout: 3000 }).catch(() => {})
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/${name}-${scheme}-${width}.png`, fullPage: true })
      const beyond = await page.evaluate(() =>
        document.documentElement.scrollWidth <= window.innerWidth
          ? []
          : [...document.querySelectorAll('body *')]
              .filter((e) => e.getBoundingClientRect().right > window.innerWidth)
              .map((e) => e.outerHTML.slice(0, 200)),
      )
      expect(beyond, `${name} at ${width}`).toEqual([])
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

test('the founder adds the provider of the organisation', async () => {
  await founder.goto(product.setUpLink)
  await founder.getByRole('button', { name: 'Set up my organisation' }).click()
  await founder.getByLabel('Organisation').fill('Nordlicht AG')
  await founder.getByLabel('Your name').fill('Freya')
  await founder.getByLabel('Your e-mail address').fill('freya@example.org')
  await founder.getByLabel(/^Password/).fill('violet tractor seldom hums')
  await founder.getByRole('button', { name: 'Set up', exact: true }).click()
  await founder.waitForURL(/\/nordlicht-ag/)
  await founder.goto(`${product.address}/nordlicht-ag/settings`)
  await founder.getByRole('link', { name: 'Single sign-on' }).click()
  await founder.getByText('Nobody signs in through an identity provider yet.').waitFor()
  await founder.getByRole('button', { name: 'Add a provider' }).click()
  await founder.getByLabel('What people call it').fill('Nordlicht login')
  await founder.getByRole('combobox', { name: 'Domains of e-mail addresses' }).fill('example.org')
  await founder.getByRole('combobox', { name: 'Domains of e-mail addresses' }).press('Enter')
  await founder.getByLabel('Issuer').fill('https://10.0.0.1')
  await founder.getByLabel('Client id').fill('openaims')
  await founder.getByLabel('Client secret').fill(clientSecret)
  await founder.getByLabel('Claim that names groups').fill('groups')
  await founder.getByRole('button', { name: 'Add a group' }).click()
  await founder.getByLabel('Group at the provider').fill('risk-team')
  await founder.getByRole('combobox', { name: 'Role here' }).selectOption('riskOwner')
  await founder.getByRole('button', { name: 'Add the provider' }).click()
  await founder.getByText('10.0.0.1 is inside a private network.').waitFor()
  await look(founder, 'single-sign-on-form')
  await founder.getByLabel('Issuer').fill(idp.issuer)
  await founder.getByRole('button', { name: 'Add the provider' }).click()
  await founder.getByText('One identity provider signs people in.').waitFor()
  const callback = await founder.getByText('/callback').first().textContent()
  expect(callback).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v1\/single-sign-on\/[0-9a-f-]{36}\/callback$/)
  idp.open([callback ?? ''], [`${product.address}/`])
  await founder.getByRole('button', { name: 'Test', exact: true }).click()
  await founder.getByText(`Reached ${idp.issuer}.`).waitFor()
  expect(await founder.content()).not.toContain(clientSecret)
})

test('she makes a token for the directory, which is shown once', async () => {
  await founder.getByLabel('What the token is for').fill('Directory')
  await founder.getByRole('button', { name: 'Make a token' }).click()
  await founder.getByText(/^oscim_[\w-]{43}$/).waitFor()
  await look(founder, 'single-sign-on')
  await founder.getByRole('button', { name: 'I have kept it' }).click()
  await founder.getByRole('button', { name: 'Revoke the token Directory' }).waitFor()
})

test('a SAML provider is set up with where it signs out; weak encryption is off and says why', async () => {
  await founder.getByRole('button', { name: 'Add a provider' }).click()
  await founder.getByLabel('Kind').selectOption('saml')
  await founder.getByLabel('What people call it').fill('Old login')
  await founder.getByRole('combobox', { name: 'Domains of e-mail addresses' }).fill('old.example.org')
  await founder.getByRole('combobox', { name: 'Domains of e-mail addresses' }).press('Enter')
  await founder.getByLabel('Sign-in address of the provider').fill('https://93.184.216.34/sso')
  await founder.getByLabel('Sign-out address of the provider').fill('https://93.184.216.34/slo')
  await founder.getByLabel('Entity id of the provider').fill('https://idp.example.com/saml')
  await founder.getByLabel('Certificate it signs with').fill(selfSigned('idp').certificate)
  const cbc = founder.getByLabel('Assertions may be encrypted with AES-CBC')
  expect(await cbc.isChecked()).toBe(false)
  await founder.getByText('CBC does not notice changed bytes').waitFor()
  await cbc.check()
  await founder.getByLabel('Requests to sign in are signed').check()
  await look(founder, 'saml-form')
  await founder.getByRole('button', { name: 'Add the provider' }).click()
  const row = founder.getByRole('listitem').filter({ hasText: 'Old login' })
  await row.getByText(/\/slo$/).waitFor()
  await row.getByText('AES-CBC is allowed.').waitFor()
  await row.getByText('Requests to sign in are signed.').waitFor()
  await look(founder, 'saml-row')
  await row.getByRole('button', { name: 'Remove' }).click()
  await row.getByRole('button', { name: 'Remove it and end its sessions' }).click()
  await row.waitFor({ state: 'hidden' })
})

test('a colleague types the address, is led to the provider, and comes back a member', async () => {
  idp.people.set('n1', { email: 'nils@example.org', email_verified: true, name: 'Nils', groups: ['risk-team'] })
  idp.seat('n1')
  colleague = await newPage()
  await colleague.goto(product.address)
  await colleague.getByLabel('E-mail address').fill('nils@example.org')
  await colleague.getByLabel(/^Password/).focus()
  const way = colleague.getByRole('link', { name: 'Sign in with Nordlicht login' })
  await way.waitFor()
  await look(colleague, 'sign-in')
  await way.click()
  await colleague.waitForURL(/\/nordlicht-ag/)
  await colleague.getByRole('button', { name: 'You: Nils' }).waitFor()
})

test('somebody the provider may not speak for is told why', async () => {
  idp.people.set('e1', { email: 'eve@elsewhere.test', email_verified: true, name: 'Eve' })
  idp.seat('e1')
  const stranger = await newPage()
  await stranger.goto(product.address)
  await stranger.getByLabel('E-mail address').fill('eve@example.org')
  await stranger.getByLabel(/^Password/).focus()
  await stranger.getByRole('link', { name: 'Sign in with Nordlicht login' }).click()
  await stranger.getByText('The provider may not speak for addresses of this domain.').waitFor()
  await look(stranger, 'sign-in-refused')
  await stranger.goto(`${product.address}/?refused=<b>made up</b>`)
  await stranger.getByRole('heading', { name: 'Sign in' }).waitFor()
  expect(await stranger.getByText('made up').count()).toBe(0)
})

test('when only single sign-on is asked, a password leads to the provider', async () => {
  await founder.getByLabel('Members sign in through a provider only').check()
  await founder.getByRole('button', { name: 'Save' }).click()
  await founder.getByText('Choose an administrator who has a password or a passkey').waitFor()
  await founder.getByRole('combobox', { name: 'Administrators who get in when the provider fails' }).press('ArrowDown')
  await founder.getByRole('option', { name: 'Freya' }).click()
  await founder.keyboard.press('Escape')
  await founder.getByRole('button', { name: 'Save' }).click()
  await founder.getByText('It was kept.').waitFor()
  // The colleague takes a password, and comes with it.
  const password = 'wooden lantern orbit cheese'
  const set = await colleague.evaluate(
    async (body) =>
      (
        await fetch('/api/v1/account/password', {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      ).status,
    { password },
  )
  expect(set).toBe(200)
  const other = await newPage()
  await other.goto(product.address)
  await other.getByLabel('E-mail address').fill('nils@example.org')
  await other.getByLabel(/^Password/).fill(password)
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await other.getByRole('heading', { name: 'Sign in with your provider' }).waitFor()
  const way = other.getByRole('link', { name: 'Sign in with Nordlicht login' })
  await way.waitFor()
  await look(other, 'barred')
  idp.seat('n1')
  await way.click()
  await other.waitForURL(/\/nordlicht-ag/)
  // Signing out leads to the provider, which ends the session there.
  await other.getByRole('button', { name: 'You: Nils' }).click()
  await other.getByRole('menuitem', { name: 'Sign out' }).click()
  await other.waitForURL(new RegExp(`^${idp.issuer}/`))
  expect(faults.flat()).toEqual([])
})
