import { problem, type Role, roles } from '../../model/index.ts'
import { registerAt } from '../../server/context.ts'
import { pathOf } from '../../server/describe.ts'
import { type Arguments, type Command, organisationOptions, textOf, textsOf } from '../command.ts'
import { type InOrganisation, inOrganisation } from '../inOrganisation.ts'
import type { Teller } from '../teller.ts'
import { UsageProblem } from '../usageProblem.ts'

export const key: Command = {
  name: 'key',
  usage:
    'key (create NAME [--write] [--days N | --no-expiry] [--role ROLE …] [--register REGISTER …] | list | revoke ID) [-o ORGANISATION] [--as ADDRESS] [--data FOLDER]',
  about: `Make, list or revoke keys for programs.
A key acts as the member named by --as, within the scope given: it reads unless --write is said, works for 90 days
unless told otherwise, and reaches all of the member's roles and registers unless some are named. It is printed once.
Send it as "Authorization: Bearer KEY", or set OPENAIMS_TOKEN for this command line.`,
  options: {
    ...organisationOptions,
    write: { type: 'boolean' },
    days: { type: 'string' },
    'no-expiry': { type: 'boolean' },
    role: { type: 'string', multiple: true },
    register: { type: 'string', multiple: true },
  },
  async run(args, tell) {
    const [what, ...rest] = args.positionals
    if (what === 'create') return inOrganisation(args, (at) => create(at, args, rest.join(' ').trim(), tell))
    if (what === 'list') return inOrganisation(args, (at) => list(at, tell))
    if (what === 'revoke' && rest[0]) return inOrganisation(args, (at) => revoke(at, rest[0] ?? '', tell))
    throw new UsageProblem('Say create NAME, list, or revoke ID.')
  },
}

async function create({ store, org, actor }: InOrganisation, args: Arguments, name: string, tell: Teller) {
  if (name === '') throw new UsageProblem('Say what the key is for.')
  const wanted = textsOf(args, 'role')
  const unknown = wanted.find((role) => !roles.some((known) => known === role))
  if (unknown) throw new UsageProblem(`There is no role "${unknown}"; there is ${roles.join(', ')}.`)
  const beyond = wanted.find((role) => !actor.roles.some((own) => own === role))
  if (beyond) throw problem('access/forbidden', `${actor.name} does not have the role ${beyond}.`)
  const registers = textsOf(args, 'register').map((path) => pathOf(registerAt(store, path)))
  const scope = {
    maySign: false,
    access: args.values.write === true ? ('write' as const) : ('read' as const),
    // Compared with the list of roles above.
    roles: wanted.length === 0 ? null : (wanted as Role[]),
    registers: registers.length === 0 ? null : registers,
  }
  const made = await store.keys.create(org.id, actor.id, name, scope, daysOf(args))
  tell.say(made.key)
  tell.result({ id: made.id, key: made.key })
  return 0
}

function daysOf(args: Arguments): number | null {
  if (args.values['no-expiry'] === true) return null
  const days = Number(textOf(args, 'days') ?? 90)
  if (!Number.isInteger(days) || days < 1 || days > 3660)
    throw new UsageProblem('--days takes a whole number from 1 to 3660.')
  return days
}

async function list({ store, org }: InOrganisation, tell: Teller) {
  const keys = await store.keys.list(org.id, null)
  if (keys.length === 0) tell.say('There is no key.')
  for (const k of keys) {
    const state = k.revokedAt ? 'revoked' : k.expiresAt && k.expiresAt < (await store.now()) ? 'expired' : k.access
    tell.say(`${k.id}  ${k.start}…  ${state.padEnd(8)} ${k.owner}  ${k.name}`)
  }
  tell.result({ keys: keys.map(({ org: _, ...k }) => k) })
  return 0
}

async function revoke({ store, org }: InOrganisation, id: string, tell: Teller) {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new UsageProblem('Give the id that "key list" shows.')
  await store.keys.revoke(org.id, id, null)
  tell.say('Revoked.')
  tell.result({ id })
  return 0
}
