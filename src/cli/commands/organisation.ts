import { resolve } from 'node:path'
import { type Actor, problem, type Role } from '../../model/index.ts'
import { exampleKeeper } from '../../server/example.ts'
import { defaultDataFolder } from '../../server/start.ts'
import type { Store } from '../../store/index.ts'
import { type Arguments, type Command, dataOptions, textOf } from '../command.ts'
import { type Beside, openBeside } from '../openBeside.ts'
import { UsageProblem } from '../usageProblem.ts'

const founding: readonly Role[] = ['administrator', 'aimsLead', 'topManagement']
const say = (line: string) => process.stdout.write(`${line}\n`)

export const organisation: Command = {
  name: 'organisation',
  usage: 'organisation (list | create NAME [--email ADDRESS] | create --example) [--data FOLDER]',
  about: `List the organisations, make one, or open the example.
The first account (or the one with --email) becomes its administrator; where there is no account yet, one is made
when --email is given, and "openaims sign-in-link" lets that person in.`,
  options: { ...dataOptions, email: { type: 'string' }, example: { type: 'boolean' } },
  async run(args) {
    const [what, ...name] = args.positionals
    if (what !== 'list' && what !== 'create') throw new UsageProblem('Say list or create.')
    const beside = await openBeside(resolve(textOf(args, 'data') ?? defaultDataFolder()))
    try {
      if (what === 'list') await list(beside.store)
      else if (args.values.example === true) await openExample(beside, args)
      else await create(beside.store, args, name.join(' ').trim())
      return 0
    } finally {
      await beside.close()
    }
  },
}

async function list(store: Store): Promise<void> {
  const all = await store.directory.organisations()
  if (all.length === 0) say('There is no organisation yet.')
  for (const { slug, name, kind } of all) say(`${slug.padEnd(32)} ${name}${kind === 'example' ? ' (example)' : ''}`)
}

async function create(store: Store, args: Arguments, name: string): Promise<void> {
  if (name === '') throw new UsageProblem('Give the organisation a name.')
  const account = await accountFor(store, args)
  const org = await store.directory.createOrganisation(name, 'own')
  const who = account === null ? null : await store.directory.account(account)
  const founder: Actor = who
    ? { kind: 'person', id: who.id, name: who.name, person: null, roles: founding, via: 'cli' }
    : { kind: 'system', id: 'command-line', name: 'Command line', person: null, roles: founding, via: 'cli' }
  const { records } = await store.commit({
    actor: founder,
    org: org.id,
    changes: [
      { do: 'create', register: 'settings', values: { title: name } },
      ...(who
        ? [
            {
              do: 'create' as const,
              register: 'person',
              values: { title: who.name, ...(who.email ? { email: who.email } : {}) },
            },
          ]
        : []),
    ],
    reason: 'Set up',
  })
  const person = records.find((r) => r.register === 'person')?.id ?? null
  if (who) await store.directory.setMember(org.id, who.id, founding, person)
  say(org.slug)
}

async function openExample({ store, appUrl }: Beside, args: Arguments): Promise<void> {
  const account = await accountFor(store, args)
  if (account === null)
    throw problem(
      'access/not-found',
      'The example is opened for somebody: give --email ADDRESS, or set OpenAIMS up first.',
    )
  say((await exampleKeeper(store, appUrl).open(account)).slug)
}

async function accountFor(store: Store, args: Arguments): Promise<string | null> {
  const email = textOf(args, 'email')
  if (email === undefined) return store.directory.firstAccount()
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageProblem(`"${email}" is not an e-mail address.`)
  return (
    (await store.directory.accountByEmail(email)) ?? store.directory.createAccount(email.split('@')[0] ?? email, email)
  )
}
