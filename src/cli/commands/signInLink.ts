import { resolve } from 'node:path'
import { problem } from '../../model/index.ts'
import { defaultDataFolder } from '../../server/dataFolder.ts'
import { type Command, dataOptions, textOf } from '../command.ts'
import { openBeside } from '../openBeside.ts'
import { noteOperator } from '../operator.ts'
import { runningAt } from '../runningAt.ts'
import { UsageProblem } from '../usageProblem.ts'

const minutes = 10

export const signInLink: Command = {
  name: 'sign-in-link',
  usage: 'sign-in-link [--email ADDRESS] [--checked HOW] [--data FOLDER]',
  about: `Make a one-time link that signs a person in; the first account when no --email is given.
Before anybody has set up OpenAIMS it is the link that does that. It works for ${minutes} minutes. Whoever may read the data folder may make one, and nobody else: there is no --server.
The log of each organisation of that person says that the operator made it. For somebody who has a second factor or a
passkey, --checked says how you made sure that it is them who ask, such as "Seen on a call"; the log keeps it.`,
  options: { ...dataOptions, email: { type: 'string' }, checked: { type: 'string' } },
  async run(args, tell) {
    const dataFolder = resolve(textOf(args, 'data') ?? defaultDataFolder())
    const { store, close } = await openBeside(dataFolder)
    try {
      const email = textOf(args, 'email')
      const account = email ? await store.directory.accountByEmail(email) : await store.directory.firstAccount()
      if (email && !account) throw problem('access/not-found', `Nobody has the address ${email}.`)
      // Before anybody has an account the way in is to set OpenAIMS up, by a link like the one "npm start" prints.
      const purpose = account ? 'sign-in' : 'set-up'
      const checked = textOf(args, 'checked')?.trim() || undefined
      const ways = account ? await store.signIns.waysIn(account) : null
      // A link takes the place of what they lost; whoever claims to have lost it could be somebody else.
      if (ways && (ways.twoFactor || ways.passkeys > 0) && checked === undefined)
        throw new UsageProblem(
          'This person has a second factor or a passkey. Say with --checked how you made sure that it is them who ask, such as --checked "Seen on a call".',
        )
      const token = await store.directory.createLink(purpose, account, minutes)
      if (account)
        for (const { id } of await store.directory.memberships(account))
          await noteOperator(store, id, 'sign-in-link', { account, minutes }, checked)
      const address =
        process.env.OPENAIMS_URL?.replace(/\/$/, '') ??
        (await runningAt(dataFolder))?.address ??
        'http://127.0.0.1:4200'
      const link = `${address}/welcome#${token}`
      tell.say(link)
      tell.result({ link, purpose, minutes })
      return 0
    } finally {
      await close()
    }
  },
}
