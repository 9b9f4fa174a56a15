import type { PasskeyAnswer } from '../../server/contract.ts'
import { client } from './api.ts'
import { t } from './i18n.ts'

/** Why passkeys cannot be used at this address, or null. They belong to the name of a host, over a safe connection. */
export function whyNoPasskeys(): string | null {
  if (typeof PublicKeyCredential === 'undefined' || !window.isSecureContext)
    return t('Passkeys need a safe connection (https) and a browser that knows them.')
  if (/^[\d.]+$|^\[/.test(location.hostname))
    return t('Passkeys belong to the name of a host; open OpenAIMS as {address} to use them.', {
      address: `${location.protocol}//localhost:${location.port}`,
    })
  return null
}

// What the server sends are the options of the browser's own interface; the library only changes their encoding.
type Start<K extends 'startAuthentication' | 'startRegistration'> = Parameters<
  typeof import('@simplewebauthn/browser')[K]
>[0]['optionsJSON']

/** Asks the device for a passkey of this host. */
export async function askPasskey(): Promise<PasskeyAnswer> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const optionsJSON = (await client.post('sign-in/passkey/options')) as unknown as Start<'startAuthentication'>
  return (await startAuthentication({ optionsJSON })) as unknown as PasskeyAnswer
}

/** Has the device make a passkey for the person signed in, and keeps it under a name. */
export async function addPasskey(name: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = (await client.post('account/passkeys/options')) as unknown as Start<'startRegistration'>
  const response = (await startRegistration({ optionsJSON })) as unknown as PasskeyAnswer
  await client.post('account/passkeys', { body: { name, response } })
}

/** A name for a passkey made here. */
export function nameOfDevice(): string {
  const agent = navigator.userAgent
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(agent)?.[0] ?? t('Device')
  const browser = /Edg|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? t('browser')
  return `${browser === 'Edg' ? 'Edge' : browser} · ${system}`
}
