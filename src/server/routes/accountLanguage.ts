import { z } from 'zod'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { ChosenLanguage } from '../contract/language.ts'
import { choosable } from '../language/catalogues.ts'

export const languageBody = z.strictObject({ language: z.enum(choosable).nullable() })

/** What was chosen, unless this version speaks it no more. */
const spoken = (language: string | null): ChosenLanguage | null => choosable.find((each) => each === language) ?? null

/** The language a person reads in, kept with the account so that it holds on every device and in mails. */
export function accountLanguageRoutes({ app, store, sessions }: ServerContext): void {
  app.get('/api/v1/account/language', async (request) => {
    const who = await sessions.needSignIn(request)
    return { language: spoken(await store.languages.of(who.account)) }
  })

  app.put('/api/v1/account/language', async (request) => {
    const who = await sessions.needBrowser(request)
    const { language } = parseBody(languageBody, request)
    await store.languages.choose(who.account, language)
    return { language }
  })
}
