import { type Problem, problem } from '../../model/index.ts'

/** Why a sign-in through a provider went no further. The page shows a sentence for each; addresses carry only the word. */
export const refusals = {
  expired: 'The sign-in took too long, was finished already, or began in another browser. Begin anew.',
  provider: 'The provider did not confirm the sign-in, or what it sent did not hold.',
  disabled: 'This way to sign in is switched off.',
  unreachable: 'The provider could not be reached or is set up wrongly.',
  address: 'The provider gave no e-mail address that it has verified.',
  domain: 'The provider may not speak for addresses of this domain.',
  identity: 'This account belongs to another identity at the provider. An administrator can release it.',
  member: 'You are no member of an organisation here. Ask an administrator to invite you.',
  roles: 'None of your groups at the provider has a role here. Ask an administrator.',
  other: 'You signed in at the provider as somebody else. Nothing was done.',
  stale: 'The provider did not ask again who you are.',
  open: 'Somebody else is signed in in this browser. Sign out first.',
  signOut: 'The provider asked to sign somebody out, but what it sent did not hold. Nobody was signed out.',
  suspended: 'Your membership is suspended. Ask an administrator.',
} as const

export type Reason = keyof typeof refusals

export const refusal = (reason: Reason): Problem =>
  problem('sign-in/refused', { detail: refusals[reason], data: { reason } })
