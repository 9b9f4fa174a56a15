import { createAuthEndpoint } from '@better-auth/core/api'
import { passkey } from '@better-auth/passkey'
import { betterAuth } from 'better-auth'
import { setSessionCookie } from 'better-auth/cookies'
import { twoFactor } from 'better-auth/plugins/two-factor'
import { z } from 'zod'
import { newId, type Store } from '../../store/index.ts'
import { libraryDatabase } from './libraryDatabase.ts'
import { hashPassword, isHashed } from './passwordHash.ts'
import { recoveryCodes } from './recoveryCodes.ts'

/** How somebody signed in, as their list of sessions tells it. */
export type SignInMethod = 'password' | 'password+code' | 'passkey' | 'link' | 'invitation' | 'single-sign-on'

export interface Lifetimes {
  /** Without a request for so long, a session ends. */
  readonly idleMinutes: number
  /** However much it is used, it ends after so many days. */
  readonly longestDays: number
  /** How long a proof of identity counts for what asks for a fresh one. */
  readonly freshMinutes: number
  /** How many sessions an account has at once; with one more the one used longest ago ends. */
  readonly mostSessions: number
}

export const lifetimes: Lifetimes = { idleMinutes: 12 * 60, longestDays: 14, freshMinutes: 15, mostSessions: 50 }

/** The header the address of the browser travels in to the library; set by us alone. */
export const addressHeader = 'x-openaims-address'

interface AuthOptions {
  readonly store: Store
  /** Signs cookies and seals second factors; at least 32 characters, kept outside the database. */
  readonly secret: string
  /** Where people reach OpenAIMS; passkeys belong to its host name. */
  readonly address: URL
}

/**
 * The sign-in library with our tables, our cookies and our lifetimes. It is called from our own routes, which speak of
 * problems, limits and the log in one way; none of its own routes is reachable.
 */
export function makeAuth({ store, secret, address }: AuthOptions) {
  const isSecure = address.protocol === 'https:'
  return betterAuth({
    appName: 'OpenAIMS',
    baseURL: address.origin,
    basePath: '/api/auth',
    secret,
    database: libraryDatabase(store.pool),
    telemetry: { enabled: false },
    // What it would log names accounts; our routes log what happened without.
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: 256,
      autoSignIn: false,
      password: { hash: hashPassword, verify: isHashed },
    },
    user: {
      modelName: 'account',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    account: {
      modelName: 'credential',
      fields: {
        userId: 'account_id',
        providerId: 'provider_id',
        accountId: 'provider_account',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    session: {
      modelName: 'browser_session',
      fields: {
        userId: 'account_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      additionalFields: {
        method: { type: 'string', required: true, input: false },
        provedAt: { type: 'date', required: true, input: false, fieldName: 'proved_at' },
        twoFactors: { type: 'boolean', required: true, input: false, fieldName: 'two_factors' },
      },
      expiresIn: lifetimes.idleMinutes * 60,
      // We move the end ourselves (store.signIns.touch), never past the longest life.
      disableSessionRefresh: true,
      freshAge: 0,
    },
    verification: {
      modelName: 'sign_in_step',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
      storeIdentifier: 'hashed',
    },
    databaseHooks: {
      session: {
        create: {
          async before(session, endpoint) {
            const given = session as { method?: string; provedAt?: unknown; twoFactors?: unknown }
            const method = given.method ?? methodOf(endpoint?.path)
            const twoFactors = given.twoFactors ?? (method === 'passkey' || method === 'password+code')
            return { data: { ...session, method, provedAt: given.provedAt ?? new Date(), twoFactors } }
          },
          after: ({ userId }) => store.signIns.keepNewest(userId, lifetimes.mostSessions),
        },
      },
    },
    advanced: {
      database: { generateId: () => newId() },
      // `__Host-` binds a cookie to this host, https and the whole path; the library itself would only say `__Secure-`.
      useSecureCookies: false,
      cookiePrefix: isSecure ? '__Host-openaims' : 'openaims',
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
      cookies: { session_token: { name: sessionCookieName(isSecure) } },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    plugins: [
      twoFactor({
        issuer: 'OpenAIMS',
        allowPasswordless: true,
        twoFactorCookieMaxAge: 300,
        backupCodeOptions: recoveryCodes(secret).options,
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factor',
            fields: {
              userId: 'account_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
      passkey({
        rpID: address.hostname,
        rpName: 'OpenAIMS',
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        advanced: { webAuthnChallengeCookie: 'passkey' },
        registration: {
          afterVerification: async ({ verification }) => needVerifiedUser(verification.registrationInfo),
        },
        authentication: {
          afterVerification: async ({ verification }) => {
            needVerifiedUser(verification.authenticationInfo)
          },
        },
        schema: {
          passkey: {
            fields: {
              userId: 'account_id',
              publicKey: 'public_key',
              credentialID: 'credential_id',
              deviceType: 'device_type',
              backedUp: 'backed_up',
              createdAt: 'created_at',
            },
          },
        },
      }),
      sessionsForKnownPeople,
    ],
  })
}

export type Auth = ReturnType<typeof makeAuth>

export const sessionCookieName = (isSecure: boolean) => (isSecure ? '__Host-openaims_session' : 'openaims_session')

/** Opens a session for somebody whom we know by other means: a one-time link, an invitation, the set-up. */
const sessionsForKnownPeople = {
  id: 'openaims-known',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ account: z.string(), method: z.string(), twoFactors: z.boolean() }) },
      async (ctx) => {
        const { account, method, twoFactors } = ctx.body
        const user = await ctx.context.internalAdapter.findUserById(account)
        if (!user) throw new Error('there is no such account')
        const session = await ctx.context.internalAdapter.createSession(account, false, { method, twoFactors })
        await setSessionCookie(ctx, { session, user })
        return ctx.json({ opened: true, session: session.id })
      },
    ),
  },
}

/** A passkey counts for two factors only when the device checked a finger, a face or a PIN. */
function needVerifiedUser(info: { userVerified?: boolean } | undefined): undefined {
  if (info?.userVerified !== true) throw new Error('the device did not verify its user')
}

function methodOf(path: string | undefined): SignInMethod {
  if (path?.startsWith('/passkey/')) return 'passkey'
  if (path?.startsWith('/two-factor/')) return 'password+code'
  return path === '/sign-in/email' ? 'password' : 'link'
}
