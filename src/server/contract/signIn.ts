import type { Role } from '../../model/index.ts'
import type {
  Account,
  ApiKeys,
  InvitationShown,
  Invited,
  MailShown,
  Members,
  SecondFactorShown,
  SignInStep,
} from './session.ts'

type Loose = Readonly<Record<string, unknown>>
/** What a device answered for a passkey, as the browser gives it. */
export interface PasskeyAnswer extends Loose {
  readonly id: string
  readonly response: Loose
}
interface Done {
  readonly done: boolean
}

/** Ways to sign in, one's own account, and what is set for the whole installation. */
export interface SignInRoutes {
  'POST sign-in': { body: { email: string; password: string }; answer: SignInStep }
  'POST sign-in/code': { body: { code: string }; answer: SignInStep }
  'POST sign-in/passkey/options': { answer: Loose }
  'POST sign-in/passkey': { body: { response: PasskeyAnswer }; answer: SignInStep }
  'POST sign-in/forgot': { body: { email: string }; answer: { readonly sent: boolean } }
  'POST sign-in/reset/look': { body: { token: string }; answer: { readonly works: boolean } }
  'POST sign-in/reset': { body: { token: string; password: string }; answer: { readonly reset: boolean } }
  'POST sign-in/verify': { body: { token: string }; answer: { readonly verified: boolean; readonly email: string } }
  'GET account': { answer: Account }
  'PATCH account': { body: { name: string }; answer: { readonly name: string } }
  'POST account/email': { body: { email: string }; answer: { readonly sent: boolean } }
  'POST account/verify-email': { answer: { readonly sent: boolean } }
  'POST account/prove': {
    body: { password: string } | { code: string } | { response: PasskeyAnswer }
    answer: { readonly proven: boolean }
  }
  'PUT account/password': {
    body: { password: string; current?: string | undefined }
    answer: { readonly changed: boolean }
  }
  'POST account/two-factor': {
    body: { password?: string | undefined }
    answer: { readonly uri: string; readonly secret: string; readonly recoveryCodes: readonly string[] }
  }
  'POST account/two-factor/confirm': { body: { code: string }; answer: { readonly enabled: boolean } }
  'POST account/two-factor/remove': { body: { password?: string | undefined }; answer: { readonly removed: boolean } }
  'POST account/recovery-codes': {
    body: { password?: string | undefined }
    answer: { readonly recoveryCodes: readonly string[] }
  }
  'POST account/passkeys/options': { answer: Loose }
  'POST account/passkeys': { body: { name: string; response: PasskeyAnswer }; answer: { readonly id: string } }
  'DELETE account/passkeys/{id}': { answer: Done }
  'DELETE account/sessions/{id}': { answer: Done }
  'DELETE account/sessions': { answer: { readonly ended: number } }
  'POST invitation': { body: { token: string }; answer: InvitationShown }
  'POST invitation/accept': {
    body: { token: string; name?: string | undefined; password?: string | undefined }
    answer: { readonly slug: string }
  }
  'GET installation/mail': { answer: MailShown }
  'PUT installation/mail': {
    body: {
      host: string
      port: number
      security: 'tls' | 'starttls' | 'none'
      user: string | null
      password?: string | null | undefined
      from: string
    }
    answer: { readonly kept: boolean }
  }
  'DELETE installation/mail': { answer: Done }
  'POST installation/mail/test': { answer: { readonly sent: boolean; readonly to: string } }
}

/** Members and keys of an organisation. */
export interface MemberRoutes {
  'GET members': { answer: Members }
  'POST members/invitations': {
    body: { email: string; name?: string | null | undefined; roles: Role[]; person?: string | null | undefined }
    answer: Invited & { readonly id: string }
  }
  'POST members/invitations/{id}/resend': { answer: Invited }
  'DELETE members/invitations/{id}': { answer: Done }
  'PATCH members/{id}': {
    body: { roles?: Role[] | undefined; person?: string | null | undefined; suspended?: boolean | undefined }
    answer: { readonly changed: boolean }
  }
  'DELETE members/{id}': { answer: Done }
  'POST members/{id}/reset-link': { answer: { readonly link: string } }
  'DELETE members/{id}/sessions': { answer: { readonly ended: number } }
  'GET members/second-factor': { answer: SecondFactorShown }
  'PUT members/second-factor': { body: { required: boolean; days: number }; answer: { readonly kept: boolean } }
  'GET keys': { answer: ApiKeys }
  'POST keys': {
    body: {
      name: string
      access: 'read' | 'write'
      roles?: Role[] | null | undefined
      registers?: string[] | null | undefined
      maySign?: boolean | undefined
      days: number | null
    }
    answer: { readonly id: string; readonly key: string }
  }
  'DELETE keys/{id}': { answer: Done }
}
