import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { type Actor, type AnyRecord, problem, type Register, type Role, roles } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import { buildApp, type SignInSettings } from '../../src/server/app.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { exampleRoutes } from '../../src/server/example.ts'
import type { Allowances } from '../../src/server/limits/allowances.ts'
import { routeFiles } from '../../src/server/routes/index.ts'
import type { VirusScanner } from '../../src/server/virusScanner.ts'
import { type Change, folderBlobs, openStore, type Store } from '../../src/store/index.ts'
import { syncIndexes } from '../../src/store/indexes.ts'
import type { OrganisationRow } from '../../src/store/organisations.ts'
import { type FreshDatabase, freshDatabase } from './database.ts'

/** Somebody with an account, an access token and a record in the register of people. */
export interface SignedIn {
  readonly name: string
  readonly account: string
  readonly token: string
  /** Id of the record that stands for them in the register of people. */
  readonly person: string
  readonly roles: readonly Role[]
  /** The same person for calls of the store itself. */
  readonly actor: Actor
}

/** An answer, its body read as JSON where it says so. */
export interface Answer<T = unknown> {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: T
  readonly text: string
  readonly bytes: Buffer
}

export interface TestApp {
  readonly app: FastifyInstance
  readonly store: Store
  readonly database: FreshDatabase
  readonly org: OrganisationRow
  /** A second organisation; only `outsider` belongs to it. */
  readonly other: OrganisationRow
  /** One person for each role, in `org`; the administrator looks after the installation too. */
  readonly people: Readonly<Record<Role, SignedIn>>
  /** Holds every role, in `other` alone. */
  readonly outsider: SignedIn
  /** Address when it listens, otherwise null. */
  readonly address: string | null
  readonly routes: readonly { method: string; url: string }[]
  /** Path of `org`: `/api/v1/o/test-organisation`. */
  readonly base: string
  send<T = unknown>(
    who: SignedIn | null,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>
  /** Commits past the server, as the AIMS lead unless another is named. */
  commit(changes: readonly Change[], as?: Actor, reason?: string): Promise<readonly AnyRecord[]>
  close(): Promise<void>
}

async function noExample(): Promise<never> {
  throw problem('setup/done', 'Tests open no example organisation.')
}

export interface TestAppOptions {
  /** Whether its server works off jobs; it does when left out. */
  readonly worker?: boolean
  /** Listen on a free port of the loopback address instead of answering injected requests only. */
  readonly listen?: boolean
  /** Build the field indexes too; only needed where speed or plans are looked at. */
  readonly indexes?: boolean
  readonly webFolder?: string
  /** Other registers than the product's, with the same names. */
  readonly registers?: readonly Register[]
  /** Mail, address and secret; without them a secret for this run and no mail. */
  readonly signIn?: Partial<SignInSettings>
  /** How often costly work may be asked for; the usual when left out. */
  readonly allowances?: Allowances
  /** Looks through uploads; left out, nothing does. */
  readonly virusScanner?: VirusScanner
  /** Takes what the server logs. */
  readonly logTo?: { write(line: string): void }
}

/** The whole server over a database of its own: all registers, a person for each role, and a second organisation. */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = await freshDatabase()
  const dataFolder = await mkdtemp(join(tmpdir(), 'openaims-app-'))
  if (options.indexes) await syncIndexes(database.adminUrl, registers)
  const store = openStore({
    appUrl: database.appUrl,
    registers: options.registers ?? registers,
    customFields: customFieldSource,
    blobs: folderBlobs(join(dataFolder, 'files')),
  })
  const routes: { method: string; url: string }[] = []
  const app = await buildApp({
    store,
    version: '0.0.0-test',
    makeExample: noExample,
    also: [...routeFiles, exampleRoutes({ open: noExample, reset: noExample })],
    ...(options.webFolder ? { webFolder: options.webFolder } : {}),
    ...(options.worker === undefined ? {} : { worker: options.worker }),
    ...(options.allowances ? { allowances: options.allowances } : {}),
    ...(options.virusScanner ? { virusScanner: options.virusScanner } : {}),
    ...(options.logTo ? { log: true, logTo: options.logTo } : {}),
    ...(options.signIn
      ? {
          signIn: {
            secret: 'a secret for tests that is long enough',
            publicAddress: null,
            mail: null,
            ...options.signIn,
          },
        }
      : {}),
    onRoute: ({ method, url }) => {
      for (const each of [method].flat()) routes.push({ method: each, url })
    },
  })
  await app.ready()
  const org = await store.directory.createOrganisation('Test organisation', 'own')
  const other = await store.directory.createOrganisation('Other organisation', 'own')
  const people = Object.fromEntries(
    await Promise.all(roles.map(async (role) => [role, await enrol(store, org, `Test ${role}`, [role])] as const)),
  ) as Record<Role, SignedIn>
  await store.pool.query('update account set is_operator = (id = $1)', [people.administrator.account])
  const outsider = await enrol(store, other, 'Outsider', roles)
  const address = options.listen ? await app.listen({ port: 0, host: '127.0.0.1' }) : null

  return {
    app,
    store,
    database,
    org,
    other,
    people,
    outsider,
    address,
    routes,
    base: `/api/v1/o/${org.slug}`,
    async send<T>(
      who: SignedIn | null,
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer<T>> {
      const answer = await app.inject({
        method: method as InjectOptions['method'],
        url: path,
        headers: { ...(who ? { authorization: `Bearer ${who.token}` } : {}), ...headers },
        ...(body === undefined ? {} : { payload: body as InjectOptions['payload'] }),
      } as InjectOptions)
      const type = String(answer.headers['content-type'] ?? '')
      const isJson = /^application\/(problem\+)?json/.test(type)
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: (isJson && answer.body !== '' ? JSON.parse(answer.body) : undefined) as T,
        text: answer.body,
        bytes: answer.rawPayload,
      }
    },
    async commit(changes, as = people.aimsLead.actor, reason) {
      return (await store.commit({ actor: as, org: org.id, changes, ...(reason ? { reason } : {}) })).records
    },
    async close() {
      await app.close()
      await store.close()
      await database.drop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** Gives somebody an account, a record in the register of people, roles and an access token. */
async function enrol(store: Store, org: OrganisationRow, name: string, given: readonly Role[]): Promise<SignedIn> {
  const account = await store.directory.createAccount(name, null)
  const founder: Actor = {
    kind: 'system',
    id: 'test',
    name: 'Test',
    person: null,
    roles: ['administrator'],
    via: 'system',
  }
  const { records } = await store.commit({
    actor: founder,
    org: org.id,
    changes: [{ do: 'create', register: 'person', values: { title: name } }],
  })
  const person = records[0]?.id
  if (person === undefined) throw new Error(`no person was made for ${name}`)
  await store.directory.setMember(org.id, account, given, person)
  const token = await store.directory.createSession(account, 'token', 'Test', 1)
  const actor: Actor = { kind: 'person', id: account, name, person, roles: given, via: 'api' }
  return { name, account, token, person, roles: given, actor }
}
