import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { checkKey } from './checkKey.ts'

test('a key that is whole is taken, and one with a slip in it is refused in a sentence', async () => {
  const identity = await generateX25519Identity()
  const recipient = await identityToRecipient(identity)
  for (const key of [null, { identity }, { recipient }, { passphrase: 'correct horse battery staple' }])
    await expect(checkKey(key)).resolves.toBeUndefined()
  await expect(checkKey({ identity: identity.slice(0, -1) })).rejects.toThrow(/line of the key file is not whole/)
  await expect(checkKey({ recipient: `${recipient.slice(0, -1)}!` })).rejects.toThrow(/is not the public half of a key/)
  await expect(checkKey({ recipient: identity })).rejects.toThrow(/is not the public half of a key/)
})
