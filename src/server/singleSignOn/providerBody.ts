import { z } from 'zod'
import { saying } from '../../model/issues.ts'
import { say } from '../../model/say.ts'
import { isDomain } from './domains.ts'

const claim = z.string().trim().min(1).max(200)
const webAddress = z
  .url({ protocol: /^https?$/, ...saying(say`Give a web address, such as https://login.example.org.`) })
  .max(500)

const roleName = z.string().trim().min(1).max(100)

/** When a sign-in counts as one with a second factor. */
const factors = {
  factors: z.enum(['stated', 'trusted']).default('stated'),
  factorValues: z.array(z.string().trim().min(1).max(300)).max(20).optional(),
}

const common = {
  name: z.string().trim().min(1, saying(say`Say how people know it, such as "Example AG".`)).max(80),
  domains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .refine(isDomain, saying(say`Give the part of an e-mail address behind the @, such as example.org.`)),
    )
    .min(1, saying(say`Name at least one domain of e-mail addresses.`))
    .max(50),
  /** Whether somebody unknown becomes a member at the first sign-in. */
  joins: z.boolean(),
  /** Roles of whoever comes through this provider, whatever their groups. */
  defaultRoles: z.array(roleName).max(20),
  groupRoles: z.array(z.strictObject({ group: z.string().trim().min(1).max(300), role: roleName })).max(200),
}

/** A provider as it is set; the secret goes in and never comes out. */
export const oidcBody = z.strictObject({
  kind: z.literal('oidc'),
  ...common,
  settings: z.strictObject({
    issuer: webAddress,
    clientId: z.string().trim().min(1, saying(say`Give the client id that the provider shows.`)).max(300),
    scopes: z
      .array(
        z
          .string()
          .regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/)
          .max(200),
      )
      .max(20)
      .default(['openid', 'email', 'profile']),
    groupsClaim: claim.nullable().default(null),
    ...factors,
  }),
  /** Left out: the one that is kept stays. */
  clientSecret: z.string().min(1).max(1000).nullable().optional(),
})

export const samlBody = z.strictObject({
  kind: z.literal('saml'),
  ...common,
  settings: z.strictObject({
    entryPoint: webAddress,
    issuer: z.string().trim().min(1, saying(say`Give the entity id of the provider.`)).max(500),
    certificates: z
      .array(z.string().trim().min(100, saying(say`Paste the certificate the provider signs with.`)).max(20_000))
      .min(1)
      .max(5),
    emailAttribute: claim.nullable().default(null),
    nameAttribute: claim.nullable().default(null),
    groupsAttribute: claim.nullable().default(null),
    /** Whether sign-ins may begin at the provider. */
    unsolicited: z.boolean().default(false),
    /** Where the provider takes requests to sign out. */
    signOutAddress: webAddress.nullable().default(null),
    /** Whether assertions may be encrypted with AES-CBC. */
    cbc: z.boolean().default(false),
    /** Whether our requests to sign in are signed. */
    signsRequests: z.boolean().default(false),
    ...factors,
  }),
})

export const providerBody = z.discriminatedUnion('kind', [oidcBody, samlBody])

export type ProviderBody = z.infer<typeof providerBody>
