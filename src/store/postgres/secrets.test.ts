import { expect, test } from 'vitest'
import { scramVerifier } from './secrets.ts'

test('a password becomes the verifier that RFC 7677 gives for its example', () => {
  // RFC 7677, section 3: user "user", password "pencil"; the server signature there follows from this server key
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64')
  expect(scramVerifier('pencil', salt, 4096)).toBe(
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  )
})
