import { resolve } from 'node:path'
import { problem } from '../model/index.ts'
import { overHttp, type Transport } from '../server/client/transport.ts'
import { type Client, makeClient } from '../server/client.ts'
import type { Session } from '../server/contract.ts'
import { defaultDataFolder } from '../server/dataFolder.ts'
import { injected } from '../server/injected.ts'

import { actingMember, chooseOrganisation } from './acting.ts'
import { type Arguments, textOf } from './command.ts'
import { type Beside, openBeside } from './openBeside.ts'
import { runningAt } from './runningAt.ts'
import { stoppable } from './stopping.ts'
import { UsageProblem } from './usageProblem.ts'

export interface WithClient {
  readonly client: Client
  readonly org: ReturnType<Client['organisation']>
  readonly slug: string
  readonly name: string
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

type Work = (at: WithClient) => Promise<number>

/**
 * Gives a command a client in the organisation it names. With --server it speaks to that server as whoever
 * OPENAIMS_TOKEN belongs to. Otherwise it acts in the data folder as a member (--as): over HTTP where OpenAIMS runs on
 * it, and where it does not, into the same routes within this process.
 */
export async function withClient(args: Arguments, work: Work): Promise<number> {
  return stoppable((signal) => {
    const server = textOf(args, 'server')
    return server === undefined ? locally(args, signal, work) : elsewhere(server, args, signal, work)
  })
}

async function elsewhere(server: string, args: Arguments, signal: AbortSignal, work: Work): Promise<number> {
  const { client, organisations } = await serverClient(server, args, signal)
  const { slug, name } = chooseOrganisation(organisations, textOf(args, 'organisation'))
  return work({ client, org: client.organisation(slug), slug, name, signal })
}

/** A client for the server that --server names, as whoever OPENAIMS_TOKEN belongs to, and the organisations it opens. */
export async function serverClient(
  server: string,
  args: Arguments,
  signal: AbortSignal,
): Promise<{ client: Client; organisations: Session['organisations'] }> {
  const token = process.env.OPENAIMS_TOKEN
  if (!URL.canParse(server) || !/^https?:/.test(server))
    throw new UsageProblem(`--server takes an address such as https://aims.example.org; "${server}" is none.`)
  for (const name of ['as', 'data'])
    if (textOf(args, name) !== undefined)
      throw new UsageProblem(`--${name} is about a data folder here and has no meaning with --server.`)
  if (!token) throw problem('access/sign-in', `Set OPENAIMS_TOKEN to an access token for ${server}.`)
  const client = makeClient({ transport: overHttp(server), token, kind: 'cli' })
  const { organisations, signedIn } = await client.get('session', { signal })
  if (!signedIn)
    throw problem('access/sign-in', `${server} does not know the token in OPENAIMS_TOKEN, or it has ended.`)
  return { client, organisations }
}

async function locally(args: Arguments, signal: AbortSignal, work: Work): Promise<number> {
  const dataFolder = resolve(textOf(args, 'data') ?? defaultDataFolder())
  const beside = await openBeside(dataFolder)
  const { store } = beside
  try {
    const org = chooseOrganisation(await store.directory.organisations(), textOf(args, 'organisation'))
    const { account } = await actingMember(store, org, textOf(args, 'as'))
    // Lives as long as the command; should the command be killed, only its digest is left, for a day.
    const token = await store.directory.createSession(account, 'token', 'Command line', 1)
    const { transport, close } = await reach(beside, dataFolder)
    try {
      const client = makeClient({ transport, token, kind: 'cli' })
      return await work({ client, org: client.organisation(org.slug), slug: org.slug, name: org.name, signal })
    } finally {
      await close()
      await store.directory.endSession(token)
    }
  } finally {
    await beside.close()
  }
}

interface Reached {
  readonly transport: Transport
  close(): Promise<void>
}

async function reach(beside: Beside, dataFolder: string): Promise<Reached> {
  const running = await runningAt(dataFolder)
  if (running) return { transport: overHttp(running.address), close: async () => {} }
  const { appOn } = await import('../server/start.ts')
  const app = await appOn(beside)
  return { transport: injected(app), close: () => app.close() }
}
