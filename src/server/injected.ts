import { Readable } from 'node:stream'
import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Transport } from './client/transport.ts'

/** Statuses whose answers have no body, and may have none. */
const bodiless = new Set([204, 205, 304])

/** Sends requests into a server of this process that listens nowhere: the same routes, checks and answers as over HTTP. */
export const injected =
  (app: FastifyInstance): Transport =>
  async (address, init) => {
    const { method, headers, body, signal } = init
    signal?.throwIfAborted()
    const answer = await app.inject({
      method: method as InjectOptions['method'],
      url: address,
      headers: Object.fromEntries(new Headers(headers)),
      ...(body === undefined || body === null ? {} : { payload: Buffer.from(await new Response(body).bytes()) }),
      ...(signal ? { signal } : {}),
      payloadAsStream: true,
    })
    const told = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, String(one)]),
    )
    const hasBody = !bodiless.has(answer.statusCode)
    return new Response(hasBody ? (Readable.toWeb(answer.stream()) as ReadableStream) : null, {
      status: answer.statusCode,
      headers: told,
    })
  }
