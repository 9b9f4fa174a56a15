import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { StartProblem } from '../../store/postgres/startProblem.ts'
import { oidcBody, samlBody } from './providerBody.ts'

/** A provider that configuration sets: its domains are confirmed, and nobody changes it in the browser. */
const more = {
  /** Stands in addresses, so in what is registered at the provider. */
  id: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'Use small letters, digits and dashes, such as "company".'),
  /** The address of the organisation whose members it makes; left out: people who have an account sign in with it. */
  organisation: z.string().max(64).optional(),
  /** Name of the environment variable that holds the client secret. */
  clientSecretFrom: z.string().max(100).optional(),
}

const configured = z.discriminatedUnion('kind', [oidcBody.extend(more), samlBody.extend(more)])

const file = z.strictObject({ providers: z.array(configured).max(50) })

export type ConfiguredProvider = z.infer<typeof configured>

/** Reads the file OPENAIMS_SINGLE_SIGN_ON names; a mistake in it stops the start with its place. */
export function readConfigured(environment: NodeJS.ProcessEnv): readonly ConfiguredProvider[] {
  const path = environment.OPENAIMS_SINGLE_SIGN_ON
  if (!path) return []
  const refuse = (why: string) => new StartProblem('wrong-single-sign-on', `OPENAIMS_SINGLE_SIGN_ON: ${path}: ${why}`)
  let text: unknown
  try {
    text = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw refuse((error as Error).message)
  }
  const read = file.safeParse(text)
  if (!read.success)
    throw refuse(read.error.issues.map((i) => `${i.path.map(String).join('.') || 'file'}: ${i.message}`).join('; '))
  const ids = read.data.providers.map((p) => p.id)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice) throw refuse(`two providers are called "${twice}".`)
  return read.data.providers.map(({ clientSecretFrom, ...provider }) => {
    if (clientSecretFrom === undefined || provider.kind !== 'oidc') return provider
    const clientSecret = environment[clientSecretFrom]
    if (!clientSecret) throw refuse(`the environment has no ${clientSecretFrom}, which "${provider.id}" needs.`)
    return { ...provider, clientSecret }
  })
}
