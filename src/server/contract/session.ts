import type { Role } from '../../model/index.ts'
import type { SecondFactorRule } from '../../store/secondFactor.ts'

export interface Organisation {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly kind: 'own' | 'example'
}

/** GET /api/v1/session */
export interface Session {
  readonly setUp: boolean
  /** True when this browser came with a set-up link that still works. */
  readonly maySetUp: boolean
  readonly signedIn: boolean
  /** Id of the account signed in. */
  readonly account: string | null
  readonly name: string | null
  readonly email: string | null
  /** Looks after the installation: mail, and links for people who lost every way in. */
  readonly isOperator: boolean
  readonly canMail: boolean
  /** The identity provider this session came through. */
  readonly provider: string | null
  readonly organisations: readonly (Organisation & {
    readonly roles: readonly Role[]
    readonly person: string | null
    /** From when on it asks this browser for a second factor, which was not shown; null: it does not. */
    readonly secondFactorFrom: string | null
  })[]
  /** Organisations that ask for another way to sign in than this browser came by. */
  readonly barred: readonly {
    readonly slug: string
    readonly name: string
    readonly needs: 'provider' | 'secondFactor'
  }[]
  /** Identity providers of the installation, for the sign-in page. */
  readonly providers: readonly { readonly id: string; readonly name: string }[]
  readonly today: string
  readonly version: string
}

/** POST /api/v1/sign-in and its next steps */
export interface SignInStep {
  readonly signedIn: boolean
  /** What is still needed: a code of the authenticator app. */
  readonly next: 'code' | null
}

/** GET /api/v1/account */
export interface Account {
  readonly name: string
  readonly email: string | null
  readonly isVerified: boolean
  readonly hasPassword: boolean
  readonly hasTwoFactor: boolean
  /** Recovery codes of the authenticator app that were not used yet; null without an app. */
  readonly recoveryCodesLeft: number | null
  readonly passkeys: readonly { readonly id: string; readonly name: string | null; readonly createdAt: string | null }[]
  readonly sessions: readonly {
    readonly id: string
    readonly isThis: boolean
    readonly method: string
    readonly userAgent: string | null
    readonly address: string | null
    readonly createdAt: string
    readonly lastUsedAt: string
    readonly provedAt: string
    /** Whether more than one factor was shown in it. */
    readonly twoFactors: boolean
  }[]
  /** Until when the last proof of identity counts for what asks for a fresh one; null without a browser session. */
  readonly freshUntil: string | null
}

/** GET /api/v1/o/{organisation}/members */
export interface Members {
  readonly members: readonly {
    readonly account: string
    readonly name: string
    readonly email: string | null
    readonly person: string | null
    readonly roles: readonly Role[]
    readonly joinedAt: string
    readonly suspendedAt: string | null
  }[]
  readonly invitations: readonly {
    readonly id: string
    readonly email: string
    readonly name: string | null
    readonly roles: readonly Role[]
    readonly person: string | null
    readonly invitedBy: string
    readonly createdAt: string
    readonly expiresAt: string
    readonly isExpired: boolean
    readonly mailedAt: string | null
  }[]
  /** What the log says about members, newest first. */
  readonly history: readonly {
    readonly seq: number
    readonly at: string
    readonly actor: string
    readonly event: {
      readonly action:
        | 'invite'
        | 'revoke'
        | 'join'
        | 'change'
        | 'suspend'
        | 'resume'
        | 'leave'
        | 'role'
        | 'removeRole'
        | 'access'
        | 'delegate'
        | 'endDelegation'
      readonly id: string
      readonly name: string | null
      readonly email: string | null
      readonly roles: readonly Role[]
      readonly person: string | null
      readonly detail?: string
    }
  }[]
  readonly canMail: boolean
}

/** POST …/members/invitations: by mail, or a link to pass on. */
export interface Invited {
  readonly mailed: boolean
  readonly link: string | null
  readonly problem: string | null
}

/** POST /api/v1/invitation */
export interface InvitationShown {
  readonly organisation: string
  readonly email: string
  readonly name: string | null
  readonly roles: readonly Role[]
  readonly invitedBy: string
  readonly hasAccount: boolean
}

/** GET /api/v1/o/{organisation}/members/second-factor */
export type SecondFactorShown = SecondFactorRule

/** GET /api/v1/o/{organisation}/keys */
export interface ApiKeys {
  readonly keys: readonly {
    readonly id: string
    readonly name: string
    readonly owner: string
    readonly isOwn: boolean
    readonly start: string
    readonly access: 'read' | 'write'
    readonly roles: readonly Role[] | null
    readonly registers: readonly string[] | null
    readonly maySign: boolean
    readonly createdAt: string
    readonly expiresAt: string | null
    readonly lastUsedAt: string | null
    readonly revokedAt: string | null
  }[]
}

/** GET /api/v1/installation/mail */
export interface MailShown {
  /** Set where OpenAIMS is started; the browser only shows it. */
  readonly isFixed: boolean
  readonly settings: {
    readonly host: string
    readonly port: number
    readonly security: 'tls' | 'starttls' | 'none'
    readonly user: string | null
    readonly hasPassword: boolean
    readonly from: string
  } | null
}
