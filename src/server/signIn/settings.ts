import { StartProblem } from '../../store/postgres/startProblem.ts'
import type { SignInSettings } from '../app.ts'
import { mailFromEnvironment } from '../mail/mail.ts'
import { readConfigured } from '../singleSignOn/readConfigured.ts'
import { readSecret } from './secretFile.ts'

/** What the environment says about signing in: OPENAIMS_URL, OPENAIMS_SECRET, OPENAIMS_SMTP_URL, OPENAIMS_SINGLE_SIGN_ON, OPENAIMS_TRUSTED_PROXIES. */
export async function signInSettings(
  dataFolder: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<SignInSettings> {
  const proxies = environment.OPENAIMS_TRUSTED_PROXIES?.split(',').map((p) => p.trim())
  return {
    secret: await readSecret(dataFolder, environment.OPENAIMS_SECRET),
    publicAddress: publicAddressOf(environment.OPENAIMS_URL),
    mail: mailFromEnvironment(environment),
    singleSignOn: readConfigured(environment),
    ...(proxies ? { trustedProxies: proxies } : {}),
  }
}

function publicAddressOf(text: string | undefined): URL | null {
  if (!text) return null
  const url = URL.parse(text)
  if (url === null || !['http:', 'https:'].includes(url.protocol) || url.pathname !== '/')
    throw new StartProblem(
      'wrong-url',
      `OPENAIMS_URL is "${text}"; give it as https://aims.example.org, without a path.`,
    )
  return url
}
