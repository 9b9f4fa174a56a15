import { isGranted, type Register } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import type { Changed, RecordItem } from '../../src/server/contract.ts'
import { pathOf } from '../../src/server/describe.ts'
import type { Answer, SignedIn, TestApp } from './app.ts'

export const registerNamed = (name: string): Register => {
  const found = registers.find((r) => r.name === name)
  if (!found) throw new Error(`there is no register ${name}`)
  return found
}

/** Somebody whose role may create records of a register; those who may also read and edit them come first. */
export function creatorOf(t: TestApp, register: Register): SignedIn {
  const may = Object.values(t.people).filter((p) => isGranted(register.can.create, p.actor, null))
  const reads = (p: SignedIn) => Number(register.can.read.some((g) => p.roles.some((role) => role === g)))
  const edits = (p: SignedIn) => Number(register.can.edit.some((g) => p.roles.some((role) => role === g)))
  const best = may.sort((a, b) => reads(b) * 2 + edits(b) - reads(a) * 2 - edits(a))[0]
  if (!best) throw new Error(`nobody may create ${register.name}`)
  return best
}

/**
 * Records that others have to link to, made when first asked for: one of each register, from its first example.
 */
export function makeWorld(t: TestApp) {
  const made = new Map<string, Promise<RecordItem>>()

  function base(name: string): Promise<RecordItem> {
    const known = made.get(name)
    if (known) return known
    const making = create(registerNamed(name))
    made.set(name, making)
    return making
  }

  /** Values of the links a register requires. */
  async function requiredLinks(register: Register): Promise<Record<string, unknown>> {
    const links: Record<string, unknown> = {}
    for (const [name, link] of Object.entries(register.links)) {
      if (!link.required) continue
      const target = await base(link.to === 'any' ? 'aiSystem' : link.to)
      links[name] = link.many ? [target.id] : target.id
    }
    return links
  }

  async function send(
    register: Register,
    values: Readonly<Record<string, unknown>>,
    who = creatorOf(t, register),
  ): Promise<Answer<Changed>> {
    return t.send<Changed>(who, 'POST', `${t.base}/records/${pathOf(register)}`, { values })
  }

  /** Creates a record from an example, or from the values given, with the links it needs. */
  async function create(
    register: Register,
    values: Readonly<Record<string, unknown>> = register.examples[0] ?? {},
    who = creatorOf(t, register),
  ): Promise<RecordItem> {
    if (register.only === 'one') await makeRoom(register)
    const answer = await send(register, { ...values, ...(await requiredLinks(register)) }, who)
    const record = answer.body?.records?.[0]
    if (answer.status !== 201 || !record) throw new Error(`${register.name}: ${answer.text.slice(0, 500)}`)
    return record
  }

  /** Archives the one record of a register that holds one. */
  async function makeRoom(register: Register): Promise<void> {
    const path = `${t.base}/records/${pathOf(register)}`
    const who = Object.values(t.people).find((p) => isGranted(register.can.archive, p.actor, null))
    const { body } = await t.send<{ items: RecordItem[] }>(who ?? null, 'GET', path)
    for (const { id, version } of body.items) await t.send(who ?? null, 'POST', `${path}/${id}/archive`, { version })
  }

  return { base, create, send, requiredLinks, makeRoom }
}

export type World = ReturnType<typeof makeWorld>
