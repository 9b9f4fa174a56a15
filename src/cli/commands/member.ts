import { problem, type Role, roles } from '../../model/index.ts'
import { type Arguments, type Command, clientOptions, textsOf } from '../command.ts'
import type { Teller } from '../teller.ts'
import { UsageProblem } from '../usageProblem.ts'
import { type WithClient, withClient } from '../withClient.ts'

export const member: Command = {
  name: 'member',
  usage:
    'member (list | invite ADDRESS --role ROLE … | roles ADDRESS --role ROLE … | suspend ADDRESS | resume ADDRESS | remove ADDRESS) [-o ORGANISATION] [--as ADDRESS] [--data FOLDER]',
  about: `List, invite, change or remove the members of an organisation, as an administrator of it.
An invitation goes out by mail; where none is set up, its link is printed, to be passed on.`,
  options: { ...clientOptions, role: { type: 'string', multiple: true } },
  async run(args, tell) {
    const [what, address] = args.positionals
    if (what === 'list') return withClient(args, (at) => list(at, tell))
    if (!address || !what || !(what in steps))
      throw new UsageProblem('Say list, or invite, roles, suspend, resume or remove with an address.')
    const step = steps[what as keyof typeof steps]
    return withClient(args, (at) => step(at, address, args, tell))
  },
}

async function list({ org }: WithClient, tell: Teller) {
  const { members, invitations } = await org.get('members')
  for (const m of members)
    tell.say(`${(m.email ?? '').padEnd(32)} ${m.name}  ${m.roles.join(', ')}${m.suspendedAt ? '  (suspended)' : ''}`)
  for (const i of invitations)
    tell.say(`${i.email.padEnd(32)} (${i.isExpired ? 'invitation expired' : 'invited'})  ${i.roles.join(', ')}`)
  tell.result({ members, invitations })
  return 0
}

const steps = {
  async invite({ org }: WithClient, email: string, args: Arguments, tell: Teller) {
    const sent = await org.post('members/invitations', { body: { email, roles: rolesIn(args) } })
    if (sent.problem) tell.say(sent.problem)
    tell.say(sent.link ?? `The invitation was sent to ${email}.`)
    tell.result(sent)
    return 0
  },

  async roles(at: WithClient, email: string, args: Arguments, tell: Teller) {
    const id = await accountOf(at, email)
    return done(tell, await at.org.patch('members/{id}', { at: { id }, body: { roles: rolesIn(args) } }))
  },

  async suspend(at: WithClient, email: string, _args: Arguments, tell: Teller) {
    const id = await accountOf(at, email)
    return done(tell, await at.org.patch('members/{id}', { at: { id }, body: { suspended: true } }))
  },

  async resume(at: WithClient, email: string, _args: Arguments, tell: Teller) {
    const id = await accountOf(at, email)
    return done(tell, await at.org.patch('members/{id}', { at: { id }, body: { suspended: false } }))
  },

  async remove(at: WithClient, email: string, _args: Arguments, tell: Teller) {
    const id = await accountOf(at, email)
    return done(tell, await at.org.remove('members/{id}', { at: { id } }))
  },
}

function done(tell: Teller, result: object): number {
  tell.say('Done.')
  tell.result(result)
  return 0
}

async function accountOf({ org, name }: WithClient, email: string): Promise<string> {
  const { members } = await org.get('members')
  const found = members.find((m) => m.email === email.toLowerCase())
  if (!found) throw problem('access/not-found', `Nobody with the address ${email} belongs to ${name}.`)
  return found.account
}

function rolesIn(args: Arguments): Role[] {
  const wanted = textsOf(args, 'role')
  const found = wanted.flatMap((text) => roles.find((role) => role === text) ?? [])
  if (found.length === 0 || found.length < wanted.length)
    throw new UsageProblem(`Give --role once or several times; the roles are ${roles.join(', ')}.`)
  return found
}
