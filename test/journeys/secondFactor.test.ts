import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, goodPassword, member } from '../signIn/people.ts'
import { expectAccessible } from '../support/browser.ts'
import { type BrowserApp, browserApp } from '../support/browserApp.ts'
import { clientSecret, type IdentityProvider, identityProvider } from '../support/identityProvider.ts'
import { linkIn, type MailServer, mailServer } from '../support/mailServer.ts'
import { totpBefore } from '../support/totp.ts'

// One journey told in order: an organisation asks for second factors, a colleague is held up and sets one up, takes another
// address, and somebody who comes through a provider shows again who they are.
let b: BrowserApp
let idp: IdentityProvider
let mail: MailServer
let founder: Page
let colleague: Page

beforeAll(async () => {
  process.env.OPENAIMS_ALLOWED_HOSTS = 'localhost'
  ;[idp, mail] = await Promise.all([identityProvider(), mailServer()])
  b = await browserApp({ signIn: { mail: mail.settings } })
  await member(b.t, 'Freya', ['administrator'])
  await member(b.t, 'Cleo', ['contributor'])
}, 180_000)
afterAll(async () => {
  await b?.close()
  await Promise.all([idp?.close(), mail?.close()])
  delete process.env.OPENAIMS_ALLOWED_HOSTS
})

async function newPage(): Promise<Page> {
  const page = await (await b.browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  page.setDefaultTimeout(20_000)
  return page
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(b.t.address ?? '')
  await page.getByLabel('E-mail address').fill(addressOf(name))
  await page.getByLabel(/^Password/).fill(goodPassword)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Sets up an authenticator app with what the page shows; its secret. */
async function setUpApp(page: Page): Promise<string> {
  await page.locator('section', { hasText: 'Authenticator app' }).getByLabel('Your present password').fill(goodPassword)
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  const secret =
    (await page
      .getByText(/^[A-Z2-7]{16,}$/)
      .first()
      .textContent()) ?? ''
  await page.getByLabel(/^Code/).fill(await totpBefore(secret))
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await page.getByRole('list', { name: 'Recovery codes' }).waitFor()
  return secret
}

/** Looks at a page in both schemes and widths: accessible, and kept as a picture where SHOTS names a folder. */
async function look(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor()
    await expectAccessible(page, `${name}, ${scheme}`)
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      const fits = () => document.documentElement.scrollWidth <= window.innerWidth
      await page.waitForFunction(fits, undefined, { timeout: 3000 })
      if (process.env.SHOTS)
        await page.screenshot({ path: `${process.env.SHOTS}/${name}-${scheme}-${width}.png`, fullPage: true })
    }
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

test('an administrator needs a second factor before asking others for one', async () => {
  founder = await newPage()
  await signIn(founder, 'Freya')
  await founder.waitForURL(/\/test-organisation/)
  await founder.goto(`${b.t.address}/test-organisation/settings/members`)
  await founder.getByRole('heading', { name: 'Second factor' }).waitFor()
  await founder.getByText(/members have none yet:/).waitFor()
  await founder.getByLabel('Members need a second factor').check()
  await founder.getByRole('button', { name: 'Save' }).click()
  await founder.getByText('Set up a second factor for yourself first').waitFor()
  await founder.goto(`${b.t.address}/test-organisation/settings/account`)
  await setUpApp(founder)
  await founder.getByRole('button', { name: 'I have kept them' }).click()
  await founder.goto(`${b.t.address}/test-organisation/settings/members`)
  await founder.getByLabel('Members need a second factor').check()
  await founder.getByLabel('Days to set one up').fill('10')
  await founder.getByRole('button', { name: 'Save' }).click()
  await founder.getByText('It was kept.').waitFor()
  await founder
    .getByText(/gets in without until/)
    .first()
    .waitFor()
  await look(founder, 'members')
})

test('a colleague is told until when, and afterwards sets one up before anything opens', async () => {
  colleague = await newPage()
  await signIn(colleague, 'Cleo')
  await colleague.getByText('this organisation opens only with a second factor').waitFor()
  await look(colleague, 'banner')
  const client = await b.t.store.pool.connect()
  await client.query("select set_config('app.org', $1, false)", [b.t.org.id])
  await client.query("update organisation set second_factor_since = second_factor_since - interval '100 days'")
  await client.query("update membership set joined_at = joined_at - interval '100 days'")
  client.release(true)
  await new Promise((done) => setTimeout(done, 2100))
  await colleague.goto(`${b.t.address}/test-organisation/risks`)
  await colleague.getByRole('heading', { name: 'A second factor is needed' }).waitFor()
  await look(colleague, 'second-factor-needed')
  const goOn = colleague.getByRole('button', { name: 'Go on' })
  expect(await goOn.isDisabled()).toBe(true)
  await setUpApp(colleague)
  // Another window in front and back again takes no recovery codes away.
  await colleague.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
  await colleague.getByRole('list', { name: 'Recovery codes' }).waitFor()
  await look(colleague, 'recovery-codes')
  await colleague.getByRole('button', { name: 'I have kept them' }).click()
  await goOn.click()
  await colleague.waitForURL(/\/test-organisation/)
  await colleague.getByRole('button', { name: 'You: Cleo' }).waitFor()
})

test('she takes another address, which counts once the letter there is opened', async () => {
  await colleague.goto(`${b.t.address}/test-organisation/settings/account`)
  await colleague.getByLabel('New e-mail address').fill('cleo.new@example.org')
  await colleague.getByRole('button', { name: 'Change the address' }).click()
  await colleague.getByText('A link is on its way to cleo.new@example.org.').waitFor()
  await look(colleague, 'account')
  const other = await newPage()
  await other.goto(linkIn(await mail.next('cleo.new@example.org')))
  await other.getByText('cleo.new@example.org is confirmed.').waitFor()
  await colleague.reload()
  await colleague.getByText('cleo.new@example.org is confirmed.').waitFor()
})

test('somebody who comes through a provider shows there again who they are, and goes on where they were', async () => {
  await founder.goto(`${b.t.address}/test-organisation/settings/single-sign-on`)
  await founder.getByRole('button', { name: 'Add a provider' }).click()
  await founder.getByLabel('What people call it').fill('Nordlicht login')
  await founder.getByRole('combobox', { name: 'Domains of e-mail addresses' }).fill('example.org')
  await founder.getByRole('combobox', { name: 'Domains of e-mail addresses' }).press('Enter')
  await founder.getByLabel('Issuer').fill(idp.issuer)
  await founder.getByLabel('Client id').fill('openaims')
  await founder.getByLabel('Client secret').fill(clientSecret)
  await founder.getByRole('combobox', { name: 'Counts as a second factor' }).selectOption('trusted')
  await look(founder, 'provider-form')
  await founder.getByRole('button', { name: 'Add the provider' }).click()
  const callback = await founder.getByText('/callback').first().textContent()
  idp.open([callback ?? ''], [`${b.t.address}/`])
  await b.t.store.pool.query('select 1')
  const client = await b.t.store.pool.connect()
  await client.query("select set_config('app.org', $1, false)", [b.t.org.id])
  await client.query('update identity_provider set confirmed_domains = domains')
  client.release(true)

  idp.people.set('n1', { email: 'nils@example.org', email_verified: true, name: 'Nils' })
  idp.seat('n1')
  const nils = await newPage()
  await nils.goto(b.t.address ?? '')
  await nils.getByLabel('E-mail address').fill('nils@example.org')
  await nils.getByLabel(/^Password/).focus()
  await nils.getByRole('link', { name: 'Sign in with Nordlicht login' }).click()
  // The provider is trusted to ask for two, so the rule lets them in.
  await nils.getByRole('button', { name: 'You: Nils' }).waitFor()
  await nils.goto(`${b.t.address}/test-organisation/settings/account`)
  await b.t.store.pool.query("update browser_session set proved_at = now() - interval '1 hour'")
  await new Promise((done) => setTimeout(done, 2100))
  await nils.getByLabel(/^New password/).fill('wooden lantern orbit cheese')
  await nils.getByRole('button', { name: 'Set the password' }).click()
  const way = nils.getByRole('link', { name: 'Sign in again with your provider' })
  await way.waitFor()
  await look(nils, 'proof')

  // Somebody else at the provider is nobody here.
  idp.people.set('e1', { email: 'eve@example.org', email_verified: true, name: 'Eve' })
  idp.seat('e1')
  let [other] = await Promise.all([nils.context().waitForEvent('page'), way.click()])
  await other.getByText('You signed in at the provider as somebody else. Nothing was done.').waitFor()
  await look(other, 'proved-refused')
  await other.close()
  await nils.getByText('Waiting for your provider in the other window.').waitFor()
  idp.seat('n1')
  ;[other] = await Promise.all([nils.context().waitForEvent('page'), way.click()])
  await other.getByRole('heading', { name: 'You have shown that it is you' }).waitFor()
  await look(other, 'proved')
  await nils.getByText('The new password counts from now on.').waitFor()
  expect(b.faults).toEqual([])
})
