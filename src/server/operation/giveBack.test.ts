import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { giveBackSoon, keepRoomSmall } from './giveBack.ts'

const used = () => process.memoryUsage().heapUsed / 1_048_576

test('what nobody holds any more is collected a little after it was asked for, not at once', async () => {
  let held: number[][] | null = Array.from({ length: 100 }, () => Array.from({ length: 100_000 }, (_, n) => n + 0.5))
  const full = used()
  expect(held.length).toBe(100)
  held = null
  giveBackSoon(50)
  expect(used()).toBeGreaterThan(full - 20)
  for (let tries = 0; used() > full - 60 && tries < 100; tries++) await wait(50)
  expect(used()).toBeLessThan(full - 60)
})

test('a process that has come to rest is tidied without being asked', async () => {
  keepRoomSmall(100)
  let held: number[][] | null = Array.from({ length: 100 }, () => Array.from({ length: 100_000 }, (_, n) => n + 0.5))
  const full = used()
  expect(held.length).toBe(100)
  held = null
  for (let tries = 0; used() > full - 60 && tries < 100; tries++) await wait(100)
  expect(used()).toBeLessThan(full - 60)
})
