import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { scramVerifier } from './secrets.ts'

test('the kept verifier yields the server signature of the example in RFC 7677', () => {
  const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0'
  const salt = 'W22ZaJ0SNY7soEsUEjb6gQ=='
  const exchange = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=${salt},i=4096,c=biws,r=${nonce}`
  const verifier = scramVerifier('pencil', Buffer.from(salt, 'base64'), 4096)
  const [start, serverKey = ''] = [verifier.slice(0, 43), verifier.split(':').at(-1)]
  expect(start).toBe(`SCRAM-SHA-256$4096:${salt}`)
  const signature = createHmac('sha256', Buffer.from(serverKey, 'base64')).update(exchange).digest('base64')
  expect(signature).toBe('6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')
})
