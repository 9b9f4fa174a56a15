import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isDay } from '../model/fields/date.ts'
import { type Actor, problem, type Register } from '../model/index.ts'
import { say } from '../model/say.ts'
import type { AsOf, Store } from '../store/index.ts'
import type { OrganisationRow } from '../store/organisations.ts'
import type { BackupSettings } from './backups/settings.ts'
import { pathOf } from './describe.ts'
import type { Metrics } from './operation/metrics.ts'
import type { Sessions, SignedIn } from './session.ts'
import type { SignIn } from './signIn/signIn.ts'
import type { Snapshots } from './snapshots.ts'
import type { VirusScanner } from './virusScanner.ts'

/** What route files are given. */
export interface ServerContext {
  readonly app: FastifyInstance
  readonly store: Store
  readonly sessions: Sessions
  readonly signIn: SignIn
  readonly snapshots: Snapshots
  readonly version: string
  /** Whether this process works off jobs. */
  readonly worker: boolean
  readonly backups: BackupSettings
  readonly metrics: Metrics
  /** Looks through uploads; null where the operator named none. */
  readonly virusScanner: VirusScanner | null
}

/** A request inside an organisation: who, where, and the time looked at. */
export interface Entered {
  readonly org: OrganisationRow
  readonly actor: Actor
  readonly asOf: AsOf
  readonly who: SignedIn
}

interface OrgParams {
  organisation: string
}

/** Lets a request into the organisation its address names; writes at a past date are refused. */
export async function enter(context: ServerContext, request: FastifyRequest): Promise<Entered> {
  const { organisation } = request.params as OrgParams
  const { org, actor, who } = await context.sessions.enter(request, organisation)
  const text = (request.query as { asOf?: unknown }).asOf
  if (text !== undefined && typeof text !== 'string') throw problem('time/invalid', say`Give "asOf" once.`)
  if (text && request.method !== 'GET' && request.method !== 'HEAD') throw problem('time/read-only')
  return { org, actor, who, asOf: await context.store.asOf(org.id, text) }
}

const byPath = new WeakMap<readonly Register[], ReadonlyMap<string, Register>>()

/** By address and by name; an address comes before a name that reads the same. */
function registersByPath(registers: readonly Register[]): ReadonlyMap<string, Register> {
  const known = byPath.get(registers)
  if (known) return known
  const made = new Map([
    ...registers.map((r) => [r.name, r] as const),
    ...registers.map((r) => [pathOf(r), r] as const),
  ])
  byPath.set(registers, made)
  return made
}

/** The register an address names; those nobody of these roles may read are not found. */
export function registerAt(store: Store, path: string): Register {
  const register = registersByPath(store.registry.all).get(path)
  if (!register) throw problem('access/not-found', say`There is no register at "${path}".`)
  return register
}

/** A query parameter that may stand once. */
export function single(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string')
    throw problem('request/invalid', { fields: [{ field: name, message: say`Give "${name}" once.` }] })
  return value
}

/** A query parameter that may stand several times. */
export function several(request: FastifyRequest, name: string): string[] {
  const value = (request.query as Record<string, unknown>)[name]
  if (value === undefined) return []
  return (Array.isArray(value) ? value : [value]).map(String)
}

export function wholeNumber(request: FastifyRequest, name: string, fallback: number, min: number, max: number): number {
  const text = single(request, name)
  if (text === undefined) return fallback
  const value = Number(text)
  // Digits alone, as the document says: to others "0x10" and "1e1" are no numbers, and a filter before us may read them so.
  if (!/^\d+$/.test(text) || !Number.isInteger(value) || value < min || value > max) {
    throw problem('request/invalid', {
      fields: [{ field: name, message: say`Give a whole number from ${min} to ${max}.` }],
    })
  }
  return value
}

/** A day, `yyyy-mm-dd`. */
export function day(request: FastifyRequest, name: string): string | undefined {
  const text = single(request, name)
  if (text === undefined || isDay(text)) return text
  throw problem('request/invalid', { fields: [{ field: name, message: say`Give a day like 2026-03-31.` }] })
}
