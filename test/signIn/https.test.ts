import { expect, test } from 'vitest'
import { testApp } from '../support/app.ts'
import { byLink, isSignedIn } from './people.ts'

test('over https every cookie is bound to the host and to https', async () => {
  const t = await testApp({ signIn: { publicAddress: new URL('https://aims.example.org') } })
  try {
    const browser = await byLink(t, t.people.viewer.account)
    expect(await isSignedIn(browser)).toBe(true)
    await browser.send('POST', '/api/v1/sign-in/passkey/options')
    expect(browser.setCookies.length).toBeGreaterThan(1)
    for (const cookie of browser.setCookies) {
      expect(cookie).toMatch(/^__Host-openaims/)
      expect(cookie).toMatch(/; Secure/i)
      expect(cookie).toMatch(/; Path=\/(;|$)/i)
      expect(cookie).not.toMatch(/Domain/i)
    }
  } finally {
    await t.close()
  }
})
