import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectAccessible, openBrowser, watch } from '../support/browser.ts'
import { linkIn, type MailServer, mailServer } from '../support/mailServer.ts'
import { type Running, startProduct } from '../support/running.ts'
import { totp, totpBefore } from '../support/totp.ts'

// One journey told in order: a founder invites a colleague, who joins, adds a second step and a passkey.
let product: Running
let mail: MailServer
let browser: Browser
let founder: Page
let colleague: Page
let secret = ''
let recoveryCodes: string[] = []
const faults: string[] = []

const founderPassword = 'violet tractor seldom hums'
const colleaguePassword = 'wooden lantern orbit cheese'

/** Passkeys belong to the name of a host; the terminal prints a number. */
const named = (link: string) => link.replace('127.0.0.1', 'localhost')

async function newPage(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
  page.setDefaultTimeout(15_000)
  const seen = watch(page)
  pages.push({ page, seen })
  return page
}
const pages: { page: Page; seen: string[] }[] = []

beforeAll(async () => {
  mail = await mailServer()
  ;[product, browser] = await Promise.all([
    startProduct({ OPENAIMS_SMTP_URL: mail.url, OPENAIMS_MAIL_FROM: 'aims@example.org', OPENAIMS_SIGNER: 'off' }),
    openBrowser(),
  ])
  ;[founder, colleague] = [await newPage(), await newPage()]
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
  await product?.remove()
  await mail?.close()
})

/** Looks at a page in both schemes and widths: accessible, and kept as a picture where SHOTS names a folder. */
async function look(page: Page, name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.locator(`html[data-mantine-color-scheme="${scheme}"]`).waitFor()
    await settled(page)
    await expectAccessible(page, `${name}, ${scheme}`)
    if (!process.env.SHOTS) continue
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 })
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${scheme}-${width}.png`, fullPage: true })
    }
    await page.setViewportSize({ width: 1280, height: 900 })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

/** Colours have changed over once two frames are drawn and no transition is under way. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    for (let i = 0; i < 2; i++) await new Promise((done) => requestAnimationFrame(done))
    await Promise.allSettled(document.getAnimations().map((a) => a.finished))
  })

async function openAccount(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^You:/ }).click()
  await page.getByRole('menuitem', { name: 'Your account' }).click()
  await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^You:/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
}

async function givePassword(page: Page, email: string, password: string): Promise<void> {
  await page.goto(named(product.address))
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel(/^Password/).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** The section of a page under a heading. */
const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('the founder sets up the organisation with a password that is safe enough', async () => {
  await founder.goto(named(product.setUpLink))
  await founder.getByRole('button', { name: 'Set up my organisation' }).click()
  await founder.getByLabel('Organisation').fill('Northwind')
  await founder.getByLabel('Your name').fill('Fatima Founder')
  await founder.getByLabel('Your e-mail address').fill('fatima@example.org')
  const password = founder.getByLabel(/^Password/)
  expect(await password.getAttribute('autocomplete')).toBe('new-password')
  await password.fill('northwind2026')
  await look(founder, 'set-up')
  await founder.getByRole('button', { name: 'Set up', exact: true }).click()
  await founder
    .getByText(/made of your name, address or organisation|could be guessed/)
    .first()
    .waitFor()
  await password.fill(founderPassword)
  await founder.getByRole('button', { name: 'Set up', exact: true }).click()
  await founder.waitForURL(/\/northwind$/)
})

test('the founder proves the address by mail', async () => {
  const letter = await mail.next('fatima@example.org')
  await founder.goto(named(linkIn(letter)))
  await founder.getByText('fatima@example.org is confirmed.').waitFor()
  // The secret does not stay in the address bar.
  expect(new URL(founder.url()).hash).toBe('')
  await look(founder, 'verified')
})

test('the founder invites a colleague by mail', async () => {
  await founder.goto(`${named(product.address)}/northwind/settings/members`)
  await founder.getByRole('button', { name: 'Invite somebody' }).click()
  await founder.getByLabel('E-mail address').fill('carlos@example.org')
  await look(founder, 'invite')
  await founder.getByRole('button', { name: 'Send the invitation' }).click()
  await founder.getByText('carlos@example.org').first().waitFor()
  await founder.getByText('carlos@example.org was invited as Contributor').waitFor()
  await look(founder, 'members')
})

test('the colleague joins with a password', async () => {
  const letter = await mail.next('carlos@example.org')
  await colleague.goto(named(linkIn(letter)))
  await colleague.getByRole('heading', { name: 'Join Northwind' }).waitFor()
  await colleague.getByLabel('Your name').fill('Carlos Colleague')
  await colleague.getByLabel(/^New password/).fill(colleaguePassword)
  await look(colleague, 'join')
  await colleague.getByRole('button', { name: 'Join' }).click()
  await colleague.waitForURL(/\/northwind$/)
  await colleague.getByRole('heading', { level: 1 }).waitFor()
})

test('the invitation is spent', async () => {
  const stranger = await newPage()
  await stranger.goto(`${named(product.address)}/join#0123456789012345678901234567890123456789012`)
  await stranger.getByRole('heading', { name: 'This invitation no longer works' }).waitFor()
  await look(stranger, 'spent')
  await stranger.close()
})

test('the colleague adds an authenticator app', async () => {
  await openAccount(colleague)
  const part = section(colleague, 'Authenticator app')
  await part.getByLabel('Your present password').fill(colleaguePassword)
  await part.getByRole('button', { name: 'Set up an authenticator app' }).click()
  await part.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
  secret = ((await part.getByText(/^Key:/).textContent()) ?? '').replace(/^Key:\s*/, '')
  await look(colleague, 'authenticator')
  await part.getByRole('textbox', { name: /^Code/ }).fill(await totpBefore(secret))
  await part.getByRole('button', { name: 'Confirm' }).click()
  const codes = colleague.getByRole('list', { name: 'Recovery codes' })
  await codes.waitFor()
  recoveryCodes = await codes.getByRole('listitem').allInnerTexts()
  expect(recoveryCodes).toHaveLength(10)
  await look(colleague, 'recovery-codes')
  await colleague.getByRole('button', { name: 'I have kept them' }).click()
})

let device: CDPSession
let authenticatorId = ''

test('the colleague adds a passkey', async () => {
  device = await colleague.context().newCDPSession(colleague)
  await device.send('WebAuthn.enable')
  ;({ authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  }))
  const part = section(colleague, 'Passkeys')
  await part.getByLabel('Name of the passkey').fill('Work laptop')
  await part.getByRole('button', { name: 'Add a passkey' }).click()
  await part.getByText('Work laptop').waitFor()
  await look(colleague, 'account')
})

test('signs in with the password and the code; the password alone is not enough', async () => {
  await signOut(colleague)
  await look(colleague, 'sign-in')
  const fields = [colleague.getByLabel('E-mail address'), colleague.getByLabel(/^Password/)]
  expect(await Promise.all(fields.map((f) => f.getAttribute('autocomplete')))).toEqual([
    'username webauthn',
    'current-password',
  ])
  await givePassword(colleague, 'carlos@example.org', 'a wrong password')
  await colleague.getByText('The e-mail address or the password is not right.').waitFor()
  await givePassword(colleague, 'carlos@example.org', colleaguePassword)
  const code = colleague.getByRole('textbox', { name: /^Code/ })
  await code.waitFor()
  expect(await code.getAttribute('autocomplete')).toBe('one-time-code')
  await look(colleague, 'code')
  await code.fill(totp(secret, 1))
  await colleague.getByRole('button', { name: 'Sign in' }).click()
  await colleague.waitForURL(/\/northwind$/)
})

test('signs in with the passkey alone', async () => {
  await signOut(colleague)
  await colleague.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await colleague.waitForURL(/\/northwind$/)
})

test('a device that does not confirm is told in plain words, and so is one that has a passkey already', async () => {
  await signOut(colleague)
  // Whoever comes next begins at the start, not where the one before was.
  expect(new URL(colleague.url()).search).toBe('')
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await colleague.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await colleague.getByText('The device did not confirm').waitFor()
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  await colleague.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await colleague.waitForURL(/\/northwind$/)
  await openAccount(colleague)
  const part = section(colleague, 'Passkeys')
  await part.getByLabel('Name of the passkey').fill('Work laptop again')
  await part.getByRole('button', { name: 'Add a passkey' }).click()
  await part.getByText('This device has a passkey for your account already.').waitFor()
  await colleague.goto(`${named(product.address)}/northwind`)
})

test('ends a session that another browser holds', async () => {
  const other = await newPage()
  await givePassword(other, 'carlos@example.org', colleaguePassword)
  await other.getByRole('textbox', { name: /^Code/ }).fill(recoveryCodes[0] ?? '')
  await other.getByRole('button', { name: 'Sign in' }).click()
  await other.waitForURL(/\/northwind$/)
  await other.goto(`${named(product.address)}/northwind/r/risks/new`)
  await other.getByLabel(/^Title/).fill('Typed before the session ended')
  await openAccount(colleague)
  await colleague.getByText('9 recovery codes are left').waitFor()
  await colleague.getByText('with a passkey').first().waitFor()
  await section(colleague, 'Where you are signed in').getByRole('button', { name: 'End all other sessions' }).click()
  await colleague.getByText('One session ended.').waitFor()
  await other.getByRole('button', { name: 'Create', exact: true }).click()
  await other.getByText('Your session has ended.').waitFor()
  await look(other, 'ended')
  await other.getByLabel('E-mail address').fill('carlos@example.org')
  await other.getByLabel(/^Password/).fill(colleaguePassword)
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await other.getByRole('textbox', { name: /^Code/ }).fill(recoveryCodes[1] ?? '')
  await other.getByRole('button', { name: 'Sign in' }).click()
  // Back where it ended, with what was typed.
  await other.waitForURL(/\/northwind\/r\/risks\/new$/)
  expect(await other.getByLabel(/^Title/).inputValue()).toBe('Typed before the session ended')
  await other.close()
})

test('shows again who one is when the last proof is old, and goes on with what was wanted', async () => {
  // The server keeps the time; the browser is told of it by a refusal, which stands in here for an hour's wait.
  let isFirst = true
  await colleague.route('**/api/v1/account/password', (route) => {
    if (!isFirst) return route.continue()
    isFirst = false
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        code: 'sign-in/prove',
        status: 403,
        title: 'Show again that it is you',
        detail: '',
        next: '',
      }),
    })
  })
  const part = section(colleague, 'Password')
  await part.getByLabel('Your present password').fill(colleaguePassword)
  await part.getByLabel(/^New password/).fill('another lantern orbit cheese')
  await part.getByRole('button', { name: 'Set the password' }).click()
  const dialog = colleague.getByRole('dialog', { name: 'Show that it is you' })
  await dialog.waitFor()
  await look(colleague, 'prove')
  await dialog.getByRole('button', { name: 'Use a passkey' }).click()
  await colleague.getByText('The new password counts from now on.').waitFor()
})

test('the founder makes a key, and it works until it is revoked', async () => {
  await founder.goto(`${named(product.address)}/northwind/settings/keys`)
  await founder.getByRole('button', { name: 'Make a key' }).click()
  await founder.getByLabel('What it is for').fill('Nightly report')
  await look(founder, 'key-form')
  await founder.getByRole('button', { name: 'Make the key' }).click()
  const key = await founder
    .getByText(/^oaims_/)
    .first()
    .textContent()
  const ask = async () =>
    (await fetch(`${product.address}/api/v1/o/northwind/home`, { headers: { authorization: `Bearer ${key}` } })).status
  expect(await ask()).toBe(200)
  await founder.getByRole('button', { name: 'I have kept it' }).click()
  await look(founder, 'keys')
  await founder.getByRole('button', { name: 'Revoke the key Nightly report' }).click()
  await founder.getByText(/revoked/).waitFor()
  expect(await ask()).toBe(401)
})

test('a suspended colleague is out at once', async () => {
  await founder.goto(`${named(product.address)}/northwind/settings/members`)
  await founder.getByRole('button', { name: 'Change Carlos Colleague' }).click()
  await founder.getByRole('menuitem', { name: 'Suspend' }).click()
  await founder.getByText('Suspended').first().waitFor()
  await colleague.reload()
  await colleague.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('the founder sets up another organisation and switches between both', async () => {
  await founder.goto(`${named(product.address)}/northwind/settings`)
  await founder.getByRole('button', { name: 'Set up another organisation' }).click()
  const dialog = founder.getByRole('dialog')
  await dialog.getByLabel('Organisation').fill('Southwind')
  await dialog.getByRole('button', { name: 'Set up', exact: true }).click()
  await founder.waitForURL(/\/southwind$/)
  await founder.getByRole('button', { name: 'Organisation: Southwind' }).click()
  // The menu says what one is in each, and which is open.
  const here = founder.getByRole('menuitem', { name: /^Southwind.*Administrator/ })
  await here.waitFor()
  expect(await here.getAttribute('aria-current')).toBe('true')
  const other = founder.getByRole('menuitem', { name: /^Northwind.*Administrator/ })
  expect(await other.getAttribute('aria-current')).toBeNull()
  await other.click()
  await founder.waitForURL(/\/northwind$/)
  // By keyboard, from anywhere.
  await founder.keyboard.press('Control+k')
  const search = founder.getByRole('combobox', { name: 'Search' })
  await search.fill('Southw')
  await founder.getByRole('option', { name: /^Southwind.*Administrator/ }).waitFor()
  await search.press('Enter')
  await founder.waitForURL(/\/southwind$/)
  await founder.goto(`${named(product.address)}/northwind`)
})

test('a forgotten password is set anew by mail', async () => {
  const browserOf = await newPage()
  await browserOf.goto(named(product.address))
  await browserOf.getByRole('button', { name: 'Forgot your password?' }).click()
  await browserOf.getByLabel('E-mail address').fill('fatima@example.org')
  await browserOf.getByRole('button', { name: 'Send me a link' }).click()
  await browserOf.getByText(/a link to set a new password is on its way/).waitFor()
  await look(browserOf, 'forgot')
  await browserOf.goto(named(linkIn(await mail.next('fatima@example.org'))))
  await browserOf.getByLabel(/^New password/).fill('granite melody unlikely ferry')
  await look(browserOf, 'reset')
  await browserOf.getByRole('button', { name: 'Set the password' }).click()
  await browserOf.getByRole('heading', { name: 'Your new password is set' }).waitFor()
  await founder.reload()
  await founder.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('nothing went wrong on any page', () => {
  for (const { seen } of pages) faults.push(...seen)
  expect(faults).toEqual([])
})
