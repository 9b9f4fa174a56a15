import { expect, test } from 'vitest'
import { hashPassword, isHashed } from './passwordHash.ts'

const password = 'quiet lamps under seven tarpaulins'

test('a hash knows its password and no other, and is never the same twice', async () => {
  const [hash, again] = await Promise.all([hashPassword(password), hashPassword(password)])
  expect(hash).not.toBe(again)
  expect(hash).not.toContain(password)
  expect(await isHashed({ hash, password })).toBe(true)
  for (const other of ['', `${password} `, password.toUpperCase()])
    expect(await isHashed({ hash, password: other }), other).toBe(false)
})

test('it costs as much as is advised today: 2^17 blocks of 1 KB, or as much in parts', async () => {
  const [name, N, r, p] = (await hashPassword(password)).split('$')
  expect(name).toBe('scrypt')
  // OWASP's variants: N=2^17 r=8 p=1, 2^16 8 2, 2^15 8 3, 2^14 8 5.
  expect([N, r, p].map(Number)).toEqual([2 ** 14, 8, 5])
})

test('what looks the same is the same, and what cannot be read opens nothing', async () => {
  const hash = await hashPassword('Caf\u00e9 unter sieben Laternen')
  expect(await isHashed({ hash, password: 'Cafe\u0301 unter sieben Laternen' })).toBe(true)
  for (const broken of ['', 'x:y', hash.slice(0, -1), hash.replace('scrypt', 'plain'), hash.replace('$8$', '$800$')])
    expect(await isHashed({ hash: broken, password: 'Caf\u00e9 unter sieben Laternen' }), broken).toBe(false)
})

test('a hash of another cost is still read', async () => {
  // Made with N=2^10, r=8, p=1.
  const { scryptSync } = await import('node:crypto')
  const salt = Buffer.alloc(16, 7)
  const key = scryptSync(password, salt, 32, { N: 2 ** 10, r: 8, p: 1 })
  const hash = `scrypt$1024$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`
  expect(await isHashed({ hash, password })).toBe(true)
})
