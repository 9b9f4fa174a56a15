import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../support/app.ts'
import { browserLike } from '../support/browserLike.ts'
import { type MailServer, mailServer } from '../support/mailServer.ts'
import { addressOf, byPassword, member } from './people.ts'

let t: TestApp
let mail: MailServer
beforeAll(async () => {
  mail = await mailServer()
  t = await testApp({ signIn: { mail: mail.settings, publicAddress: new URL('http://aims.example.org') } })
})
afterAll(async () => {
  await t.close()
  await mail.close()
})

const path = '/api/v1/account/language'
const forgotten = (name: string) => browserLike(t).send('POST', '/api/v1/sign-in/forgot', { email: addressOf(name) })

test('a language is kept with the account and nobody else has it', async () => {
  await member(t, 'Ada')
  await member(t, 'Ben')
  const ada = await byPassword(t, 'Ada')
  expect((await ada.send('GET', path)).body).toEqual({ language: null })
  expect((await ada.send('PUT', path, { language: 'de' })).body).toEqual({ language: 'de' })
  expect((await (await byPassword(t, 'Ada')).send('GET', path)).body).toEqual({ language: 'de' })
  expect((await (await byPassword(t, 'Ben')).send('GET', path)).body).toEqual({ language: null })
})

test('what is not spoken is refused and changes nothing; nobody signed in has none', async () => {
  const ada = await byPassword(t, 'Ada')
  for (const language of ['fr', 'en-XA', 5, undefined])
    expect((await ada.send('PUT', path, { language })).status).toBe(400)
  expect((await ada.send('GET', path)).body).toEqual({ language: 'de' })
  expect((await browserLike(t).send('PUT', path, { language: 'de' })).status).toBe(401)
})

test('a letter is in the language of who gets it', async () => {
  mail.received.length = 0
  await forgotten('Ada')
  expect(await mail.next(addressOf('Ada'))).toMatchObject({ subject: 'Ein neues Passwort für OpenAIMS setzen' })
  await forgotten('Ben')
  expect(await mail.next(addressOf('Ben'))).toMatchObject({ subject: 'Set a new password for OpenAIMS' })
})

test('a letter to somebody without an account is in the language of who sends it', async () => {
  const invite = (email: string) =>
    t.send(t.people.administrator, 'POST', `${t.base}/members/invitations`, { email, roles: ['viewer'] })
  await invite('first@example.org')
  expect((await mail.next('first@example.org')).subject).toBe('Invitation to Test organisation on OpenAIMS')
  await t.store.languages.choose(t.people.administrator.account, 'de')
  await invite('second@example.org')
  expect((await mail.next('second@example.org')).subject).toBe('Einladung zu Test organisation in OpenAIMS')
})

test('a weak password is refused in the language asked for', async () => {
  const german = { 'accept-language': 'de' }
  const account = await t.store.directory.createAccount('Somebody', 'weak@example.org')
  const token = await t.store.directory.createLink('reset', account, 30, 'weak@example.org')
  const set = (password: string, headers: Record<string, string>) =>
    t.send<{ fields: { message: string }[] }>(null, 'POST', '/api/v1/sign-in/reset', { token, password }, headers)
  expect((await set('Willkommen2026!', german)).body.fields[0]?.message).toBe(
    'Es ließe sich erraten: Es besteht aus Wiederholungen, Tastenreihen, Daten oder gängigen Wörtern.',
  )
  expect((await set('kurz', german)).body.fields[0]?.message).toMatch(/^Nehmen Sie mindestens 12 Zeichen/)
  expect((await set('kurz', {})).body.fields[0]?.message).toMatch(/^Use at least 12 characters/)
})
