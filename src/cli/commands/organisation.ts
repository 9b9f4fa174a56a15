import { userInfo } from 'node:os'
import { resolve } from 'node:path'
import { type Actor, problem, type Role } from '../../model/index.ts'
import { defaultDataFolder } from '../../server/dataFolder.ts'
import { exampleKeeper } from '../../server/example.ts'
import { isPutAside } from '../../server/putAside.ts'
import type { Store } from '../../store/index.ts'
import type { OrganisationRow } from '../../store/organisations.ts'
import { type Arguments, type Command, dataOptions, textOf } from '../command.ts'
import { type Beside, openBeside } from '../openBeside.ts'
import { stoppable } from '../stopping.ts'
import type { Teller } from '../teller.ts'
import { UsageProblem } from '../usageProblem.ts'
import { serverClient } from '../withClient.ts'

const founding: readonly Role[] = ['administrator', 'aimsLead', 'topManagement']

export const organisation: Command = {
  name: 'organisation',
  usage: 'organisation (list [--server URL] | create NAME [--email ADDRESS] | create --example) [--data FOLDER]',
  about: `List the organisations, make one, or open the example.
The first account (or the one with --email) becomes its administrator; where there is no such account yet, one is made,
without --email in the name of whoever runs the command. "openaims sign-in-link" lets that person in. An organisation is
made by whoever may read the data folder, so with --server they are only listed: those the token opens.`,
  options: { ...dataOptions, server: { type: 'string' }, email: { type: 'string' }, example: { type: 'boolean' } },
  async run(args, tell) {
    const [what, ...name] = args.positionals
    if (what !== 'list' && what !== 'create') throw new UsageProblem('Say list or create.')
    const server = textOf(args, 'server')
    if (server !== undefined && what === 'create')
      throw problem('access/forbidden', 'An organisation is made on the data folder of the server, with --data.')
    if (server !== undefined) return stoppable((signal) => listElsewhere(server, args, signal, tell))
    const beside = await openBeside(resolve(textOf(args, 'data') ?? defaultDataFolder()))
    try {
      if (what === 'list') await list(beside.store, tell)
      else if (args.values.example === true) await openExample(beside, args, tell)
      else await create(beside.store, args, name.join(' ').trim(), tell)
      return 0
    } finally {
      await beside.close()
    }
  },
}

async function listElsewhere(server: string, args: Arguments, signal: AbortSignal, tell: Teller): Promise<number> {
  const { organisations } = await serverClient(server, args, signal)
  show(organisations, tell)
  return 0
}

async function list(store: Store, tell: Teller): Promise<void> {
  show(await store.directory.organisations(), tell)
}

function show(all: readonly Pick<OrganisationRow, 'slug' | 'name' | 'kind'>[], tell: Teller): void {
  if (all.length === 0) tell.say('There is no organisation yet.')
  for (const org of all) {
    const what = isPutAside(org) ? ' (former example, kept for its log)' : org.kind === 'example' ? ' (example)' : ''
    tell.say(`${org.slug.padEnd(40)} ${org.name}${what}`)
  }
  tell.result({ organisations: all.map(({ slug, name, kind }) => ({ slug, name, kind })) })
}

async function create(store: Store, args: Arguments, name: string, tell: Teller): Promise<void> {
  if (name === '') throw new UsageProblem('Give the organisation a name.')
  const account = await store.directory.account(await accountFor(store, args))
  if (!account) throw new Error('the account that was found or made is gone')
  const org = await store.directory.createOrganisation(name, 'own')
  const founder: Actor = {
    kind: 'person',
    id: account.id,
    name: account.name,
    person: null,
    roles: founding,
    via: 'cli',
  }
  const email = account.email === null ? {} : { email: account.email }
  const { records } = await store.commit({
    actor: founder,
    org: org.id,
    changes: [
      { do: 'create', register: 'settings', values: { title: name } },
      { do: 'create', register: 'person', values: { title: account.name, ...email } },
    ],
    reason: 'Set up',
  })
  const person = records.find((r) => r.register === 'person')?.id ?? null
  await store.members.join(org.id, { account: account.id, roles: founding, person }, { actor: founder })
  tell.say(org.slug)
  tell.result({ slug: org.slug, name })
}

async function openExample({ store, appUrl }: Beside, args: Arguments, tell: Teller): Promise<void> {
  const { slug } = await exampleKeeper(store, appUrl).open(await accountFor(store, args))
  tell.say(slug)
  tell.result({ slug })
}

/** The account named by --email, or the first; one that is missing is made. */
async function accountFor({ directory }: Store, args: Arguments): Promise<string> {
  const email = textOf(args, 'email')
  if (email === undefined)
    return (await directory.firstAccount()) ?? directory.createAccount(userInfo().username || 'Administrator', null)
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageProblem(`"${email}" is not an e-mail address.`)
  return (await directory.accountByEmail(email)) ?? directory.createAccount(email.split('@')[0] ?? email, email)
}
