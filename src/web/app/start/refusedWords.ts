import { t } from '../i18n.ts'

/** Why a sign-in through a provider went no further, by the word in the address (`/?refused=…`). */
const words: Readonly<Record<string, () => string>> = {
  expired: () => t('The sign-in took too long, was finished already, or began in another browser. Begin anew.'),
  provider: () => t('The provider did not confirm the sign-in, or what it sent did not hold. Begin anew.'),
  disabled: () => t('This way to sign in is switched off.'),
  unreachable: () =>
    t('The provider could not be reached or is set up wrongly. Try again later, or tell an administrator.'),
  address: () => t('The provider gave no e-mail address that it has verified. Ask whoever looks after it.'),
  domain: () => t('The provider may not speak for addresses of this domain. An administrator confirms domains.'),
  identity: () => t('This account belongs to another identity at the provider. An administrator can release it.'),
  member: () => t('You are no member of an organisation here. Ask an administrator to invite you.'),
  roles: () => t('None of your groups at the provider has a role here. Ask an administrator.'),
  other: () => t('You signed in at the provider as somebody else. Nothing was done.'),
  stale: () => t('The provider did not ask again who you are. Tell whoever looks after it.'),
  open: () => t('Somebody else is signed in in this browser. Sign out first.'),
  signOut: () => t('The provider asked to sign somebody out, but what it sent did not hold. Nobody was signed out.'),
  suspended: () => t('Your membership is suspended. Ask an administrator.'),
}

/** A sentence for a reason we know; null for what somebody made up. */
export const refusedWords = (reason: string | undefined): string | null =>
  reason !== undefined && Object.hasOwn(words, reason) ? (words[reason]?.() ?? null) : null
