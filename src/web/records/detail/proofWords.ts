import { t } from '../../app/i18n.ts'

const words: Readonly<Record<string, () => string>> = {
  'not asked': () => t('not asked'),
  password: () => t('password'),
  'code of an authenticator app': () => t('code of an authenticator app'),
  'identity provider': () => t('identity provider'),
  passkey: () => t('passkey'),
  'password and code of an authenticator app': () => t('password and code of an authenticator app'),
  'one-time link': () => t('one-time link'),
  'one-time link; no password is set': () => t('one-time link; no password is set'),
  'access token of the command line': () => t('access token of the command line'),
}

/** How who signed showed who they are, as the reader says it; a method not known here, such as a named key, as it was kept. */
export const proofWords = (method: string): string =>
  Object.hasOwn(words, method) ? (words[method]?.() ?? method) : method
