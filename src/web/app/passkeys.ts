import type { PasskeyAnswer } from '../../server/contract.ts'
import { ApiProblem, client } from './api.ts'
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
  return (await startAuthentication({ optionsJSON }).catch(sayWhy)) as unknown as PasskeyAnswer
}

/** Has the device make a passkey for the person signed in, and keeps it under a name. */
export async function addPasskey(name: string): Promise<void> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const optionsJSON = (await client.post('account/passkeys/options')) as unknown as Start<'startRegistration'>
  const response = (await startRegistration({ optionsJSON }).catch(sayWhy)) as unknown as PasskeyAnswer
  await client.post('account/passkeys', { body: { name, response } })
}

/** Browsers say in their own words, and in English, that a device refused; the common reasons are said in ours. */
function sayWhy(error: unknown): never {
  const refused = (detail: string, next: string): never => {
    throw new ApiProblem(0, { code: 'client/passkey', title: t('The passkey was not used'), detail, next })
  }
  switch (error instanceof Error ? error.name : '') {
    case 'InvalidStateError':
      return refused(t('This device has a passkey for your account already.'), t('Use that one, or another device.'))
    case 'NotAllowedError':
    case 'AbortError':
      return refused(
        t('The device did not confirm: it was cancelled, took too long, or there is no passkey for OpenAIMS on it.'),
        t('Try again, or use another way.'),
      )
    case 'SecurityError':
      return refused(
        t('Passkeys were set up for another address than the one this page is open at.'),
        t('Open OpenAIMS at the address in its letters.'),
      )
    default:
      throw error
  }
}

/** A name for a passkey made here. */
export function nameOfDevice(): string {
  const agent = navigator.userAgent
  const system = /Android|iPhone|iPad|Windows|Mac OS|Linux/.exec(agent)?.[0] ?? t('Device')
  const browser = /Edg|Firefox|Chrome|Safari/.exec(agent)?.[0] ?? t('browser')
  return `${browser === 'Edg' ? 'Edge' : browser} · ${system}`
}
