import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import {
  type Actor,
  type AnyRecord,
  fieldLabel,
  nobody,
  problem,
  type Register,
  stateShown,
} from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { Change } from '../../store/index.ts'
import { parseBody } from '../body.ts'
import type { ServerContext } from '../context.ts'
import type { CaseShown } from '../contract.ts'
import { makeBuckets } from '../limits/bucket.ts'
import { tooManyGuesses } from '../signIn/signIn.ts'

const code = z.string().trim().min(10).max(60)

export const caseBodies = {
  open: z.strictObject({ code }),
  add: z.strictObject({ code, said: z.string().trim().min(1).max(5000) }),
}

/** Tries from one network address; nobody who has a code needs more, and nobody guesses one with so few. */
const tries = { requests: 20, seconds: 600 }
const wrongTries = { attempts: 20, minutes: 10, pauseMinutes: 10 }

/**
 * How a person without a name comes back: with the code alone, signed in or not. The code travels in the body, since
 * addresses are logged; neither route looks at who is signed in.
 */
export function caseRoutes({ app, store, signIn }: ServerContext): void {
  const take = makeBuckets()

  app.post('/api/v1/cases/open', async (request): Promise<CaseShown> => {
    const { code } = parseBody(caseBodies.open, request)
    const { organisation, register, record } = await find(request, code)
    return show(organisation, register, record)
  })

  app.post('/api/v1/cases/add', async (request): Promise<CaseShown> => {
    const { code, said } = parseBody(caseBodies.add, request)
    const { org, organisation, register, record, way } = await find(request, code)
    const closed = register.workflow.frozen?.includes(record.state) === true
    const to = { register: register.name, id: record.id }
    const changes: Change[] = closed ? [{ do: 'move', ...to, version: record.version, move: way.reopen }] : []
    const before = (record[way.dialogue] ?? []) as readonly unknown[]
    const line = { on: (await store.now()).slice(0, 10), from: way.from, said }
    const version = record.version + changes.length
    changes.push({ do: 'edit', ...to, version, values: { [way.dialogue]: [...before, line] } })
    const reason = closed ? 'The person who raised it wrote again.' : null
    const { records } = await store.commit({ actor: acting(register), org, changes, reason })
    return show(organisation, register, records[0] ?? record)
  })

  async function find(request: FastifyRequest, code: string) {
    const wait = take(request.ip, tries, performance.now())
    if (wait > 0) throw tooManyGuesses(wait)
    // This server's own count comes first, so that most of a flood costs no query; then that of all servers together.
    await signIn.refuseGuessing(request, 'case')
    const found = await store.cases.find(code)
    for (const register of found ? store.registry.all : []) {
      const way = register.withoutName
      if (!found || !way) continue
      const record = await store.record(found.org.id, register, acting(register), found.record, null)
      if (record && !record.archived) return { org: found.org.id, organisation: found.org.name, register, record, way }
    }
    await signIn.countGuess(request, 'case', wrongTries)
    throw problem('access/not-found', say`No case has this code. Check every letter; the code was shown once.`)
  }
}

/** Who acts for a person without a name: nobody, with the right to write into such records and no other. */
const acting = (register: Register): Actor => ({
  ...nobody,
  roles: register.can.edit.filter((g) => g !== 'owner' && g !== 'author'),
})

function show(organisation: string, register: Register, record: AnyRecord): CaseShown {
  const way = register.withoutName
  const told = (way?.shows ?? [])
    .filter((name) => name !== way?.dialogue && record[name] !== null)
    .map((name) => {
      const field = register.fields[name]
      const text = field ? field.type.format(record[name], field) : String(record[name])
      const label = field?.choices?.find((c) => c.value === record[name])?.label
      return { name, label: fieldLabel(name, field), text: label ?? text }
    })
  // Rows of the field that the register names for it.
  const dialogue = (way ? (record[way.dialogue] ?? []) : []) as CaseDialogue
  return {
    organisation,
    ref: record.ref,
    title: record.title,
    state: stateShown(register, record.state).label,
    told,
    dialogue: dialogue.map(({ on, from, said }) => ({ on, isYours: from === way?.from, said })),
  }
}

type CaseDialogue = readonly { readonly on: string; readonly from: string; readonly said: string }[]
