import { expect, test } from 'vitest'
import { needSafePassword, wordsAround } from './passwordPolicy.ts'

const judged = (password: string) =>
  needSafePassword('password', password, wordsAround('Ada Admin', 'ada@example.org', 'Northwind'), '').then(
    () => null,
    (problem: Error) => problem.message,
  )

test.each([
  ['the example of a good passphrase that everybody knows', 'correct horse battery staple'],
  ['the same in capitals, with a figure and a sign', 'CorrectHorseBatteryStaple1!'],
  ['a saying', 'to be or not to be, that is the question'],
  ['a saying in German', 'Sein oder nicht sein 2026'],
  ['a greeting and the year', 'Willkommen2026!'],
  ['two words of a greeting and the year', 'GutenMorgen2026'],
  ['what an installer sets', 'Changeme12345!'],
  ['the own name and figures', 'adaadmin12345'],
])('%s is refused', async (_name, password) => {
  expect(await judged(password)).not.toBeNull()
})

test.each([
  ['a few unrelated words', 'violet tractor seldom hums'],
  ['a known phrase beside a password that holds by itself', 'to be or not to be violet tractor seldom hums'],
  ['words of offices among unrelated ones', 'the auditor juggles nine copper teapots'],
])('%s is taken', async (_name, password) => {
  expect(await judged(password)).toBeNull()
})
