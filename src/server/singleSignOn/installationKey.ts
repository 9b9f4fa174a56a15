import { createSign, generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Store } from '../../store/index.ts'
import { der, oid, sequence } from '../log/timestamp/der.ts'
import type { Sealer } from '../signIn/secretFile.ts'

/** A key of the installation that SAML providers know by its certificate, which goes out with the metadata. */
export interface InstallationKey {
  /** PEM */
  readonly certificate: string
  readonly key: string
}

/** What a key is for: providers encrypt assertions for the one, and hold requests to sign out to the other. */
export type KeyUse = 'saml-encryption' | 'saml-signing'

const years = 20

/**
 * One of the installation's keys, made when it is first asked for. Every process gets the same one; when
 * the secret it was sealed with was replaced, a new one is made and providers need the metadata again.
 */
export function installationKey(store: Store, sealer: Sealer, setting: KeyUse): () => Promise<InstallationKey> {
  async function kept(): Promise<InstallationKey | null> {
    const value = (await store.signIns.setting(setting)) as { certificate: string; sealedKey: string } | null
    const key = value === null ? null : sealer.open(value.sealedKey)
    return value === null || key === null ? null : { certificate: value.certificate, key }
  }

  async function made(): Promise<InstallationKey> {
    const before = await kept()
    if (before) return before
    const { certificate, key } = await newKey('OpenAIMS')
    const isUnreadable = (await store.signIns.setting(setting)) !== null
    const value = { certificate, sealedKey: sealer.seal(key) }
    // Of two processes that make one at once, one keeps it; both read what is there then.
    if (isUnreadable) await store.signIns.setSetting(setting, value, 'system')
    else await store.signIns.addSetting(setting, value, 'system')
    return (await kept()) ?? { certificate, key }
  }

  let known: Promise<InstallationKey> | null = null
  return () => {
    known ??= made()
    known.catch(() => {
      known = null
    })
    return known
  }
}

/** An RSA key and a certificate that it signed itself: providers look at the key and at the days. */
async function newKey(name: string): Promise<InstallationKey> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 3072 })
  const rsaSha256 = sequence(oid('1.2.840.113549.1.1.11'), der(0x05))
  const named = sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name)))))
  const now = new Date()
  const until = new Date(now)
  until.setUTCFullYear(until.getUTCFullYear() + years)
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    rsaSha256,
    named,
    sequence(time(now), time(until)),
    named,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = createSign('RSA-SHA256').update(body).sign(privateKey)
  const whole = sequence(body, rsaSha256, der(0x03, Buffer.from([0]), signature)).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `-----BEGIN CERTIFICATE-----\n${whole.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** Before 2050 a certificate says its days in two digits of the year (RFC 5280 4.1.2.5). */
const time = (date: Date) => {
  const text = date.toISOString().replace(/[-:T]/g, '').slice(0, 14)
  return date.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(`${text.slice(2)}Z`)) : der(0x18, Buffer.from(`${text}Z`))
}
