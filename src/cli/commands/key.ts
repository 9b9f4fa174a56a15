import { problem, type Role, roles } from '../../model/index.ts'
import { registerAt } from '../../server/context.ts'
import { pathOf } from '../../server/describe.ts'
import { newId } from '../../store/index.ts'
import { type Arguments, type Command, clientOptions, textOf, textsOf } from '../command.ts'
import { type InOrganisation, inOrganisation } from '../inOrganisation.ts'
import type { Teller } from '../teller.ts'
import { UsageProblem } from '../usageProblem.ts'
import { type WithClient, withClient } from '../withClient.ts'

export const key: Command = {
  name: 'key',
  usage:
    'key (create NAME [--write [--sign]] [--days N | --no-expiry] [--role ROLE …] [--register REGISTER …] | list | revoke ID) [-o ORGANISATION] [--as ADDRESS] [--data FOLDER | --server URL]',
  about: `Make, list or revoke keys for programs.
A key acts as the member named by --as, within the scope given: it reads unless --write is said, approves and signs in
that member's name only with --sign, works for 90 days unless told otherwise, and reaches all of the member's roles and
registers unless some are named. It is printed once. Send it as "Authorization: Bearer KEY", or set OPENAIMS_TOKEN for
this command line. With --server keys are listed; they are made and revoked by a person at a browser, who shows who they
are, or on the data folder by whoever may read it. The log says who made or revoked a key, and how.`,
  options: {
    ...clientOptions,
    write: { type: 'boolean' },
    sign: { type: 'boolean' },
    days: { type: 'string' },
    'no-expiry': { type: 'boolean' },
    role: { type: 'string', multiple: true },
    register: { type: 'string', multiple: true },
  },
  async run(args, tell) {
    const [what, ...rest] = args.positionals
    if (what === 'create') {
      if (textOf(args, 'server') !== undefined)
        throw problem('access/forbidden', 'A key is made by a person at a browser, or on the data folder with --data.')
      const asked = understand(args, rest.join(' ').trim())
      return inOrganisation(args, (at) => create(at, args, asked, tell))
    }
    if (what === 'list') return withClient(args, (at) => list(at, tell))
    if (what === 'revoke' && rest[0]) return withClient(args, (at) => revoke(at, rest[0] ?? '', tell))
    throw new UsageProblem('Say create NAME, list, or revoke ID.')
  },
}

interface Asked {
  readonly name: string
  readonly access: 'read' | 'write'
  readonly maySign: boolean
  readonly days: number | null
  readonly roles: readonly Role[] | null
}

function understand(args: Arguments, name: string): Asked {
  if (name === '') throw new UsageProblem('Say what the key is for.')
  const access = args.values.write === true ? 'write' : 'read'
  const maySign = args.values.sign === true
  if (maySign && access === 'read') throw new UsageProblem('A key that signs has to write too: say --write --sign.')
  const wanted = textsOf(args, 'role')
  const known = wanted.flatMap((text) => roles.find((role) => role === text) ?? [])
  const unknown = wanted.find((role) => !known.some((each) => each === role))
  if (unknown) throw new UsageProblem(`There is no role "${unknown}"; there is ${roles.join(', ')}.`)
  return { name, access, maySign, days: daysOf(args), roles: known.length === 0 ? null : known }
}

function daysOf(args: Arguments): number | null {
  if (args.values['no-expiry'] === true) return null
  const days = Number(textOf(args, 'days') ?? 90)
  if (!Number.isInteger(days) || days < 1 || days > 3660)
    throw new UsageProblem('--days takes a whole number from 1 to 3660.')
  return days
}

async function create({ store, org, actor }: InOrganisation, args: Arguments, asked: Asked, tell: Teller) {
  const { name, days, access, maySign, roles: wanted } = asked
  const beyond = wanted?.find((role) => !actor.roles.includes(role))
  if (beyond) throw problem('access/forbidden', `${actor.name} does not have the role ${beyond}.`)
  const registers = textsOf(args, 'register').map((path) => pathOf(registerAt(store, path)))
  const scope = { access, maySign, roles: wanted, registers: registers.length === 0 ? null : registers }
  const made = await store.keys.create(org.id, actor.id, name, scope, days, { actor, requestId: newId() })
  tell.say(made.key)
  tell.result({ id: made.id, key: made.key, access, maySign, days })
  return 0
}

async function list({ org, signal }: WithClient, tell: Teller) {
  const { keys } = await org.get('keys', { signal })
  if (keys.length === 0) tell.say('There is no key.')
  const now = new Date().toISOString()
  for (const k of keys) {
    const can = k.maySign ? `${k.access}, sign` : k.access
    const state = k.revokedAt ? 'revoked' : k.expiresAt && k.expiresAt < now ? 'expired' : can
    tell.say(`${k.id}  ${k.start}…  ${state.padEnd(11)} ${k.owner}  ${k.name}`)
  }
  tell.result({ keys })
  return 0
}

async function revoke({ org, signal }: WithClient, id: string, tell: Teller) {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new UsageProblem('Give the id that "key list" shows.')
  await org.remove('keys/{id}', { at: { id }, signal })
  tell.say('Revoked.')
  tell.result({ id })
  return 0
}
