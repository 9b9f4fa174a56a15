import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

/** What the network between client and server does; changed at any time, it holds for connections that are open too. */
export interface Toxics {
  /** Milliseconds that each piece waits, in both directions. */
  latencyMs: number
  /** Bytes a second that pass; 0 for as many as there are. */
  bytesPerSecond: number
  /** Nothing passes and nobody is told, as when a cable is pulled. */
  isBlackhole: boolean
  /** The connection is reset after so many further bytes from the server; null for never. */
  resetAfter: number | null
  /** New connections are refused at once. */
  isClosed: boolean
}

export interface ToxicProxy {
  readonly port: number
  readonly toxics: Toxics
  /** Resets every connection there is. */
  cut(): void
  close(): Promise<void>
}

const harmless: Toxics = { latencyMs: 0, bytesPerSecond: 0, isBlackhole: false, resetAfter: null, isClosed: false }

/** A TCP proxy on the loopback address that misbehaves as told. */
export async function toxicProxy(target: NetConnectOpts): Promise<ToxicProxy> {
  const toxics: Toxics = { ...harmless }
  const clients = new Set<Socket>()

  const piece = (isAnswer: boolean, reset: () => void) =>
    new Transform({
      async transform(chunk: Buffer, _encoding, done) {
        if (toxics.isBlackhole) {
          // What is swallowed is gone: the connection can no longer be used, and nobody hears of it.
          return
        }
        if (toxics.latencyMs > 0) await wait(toxics.latencyMs)
        if (toxics.bytesPerSecond > 0) await wait((chunk.length / toxics.bytesPerSecond) * 1000)
        if (isAnswer && toxics.resetAfter !== null) {
          toxics.resetAfter -= chunk.length
          if (toxics.resetAfter < 0) {
            const passing = chunk.subarray(0, Math.max(0, chunk.length + toxics.resetAfter))
            toxics.resetAfter = null
            this.push(passing)
            setImmediate(reset)
            return
          }
        }
        done(null, chunk)
      },
    })

  const server = createServer((client) => {
    if (toxics.isClosed) {
      client.resetAndDestroy()
      return
    }
    const upstream = connect(target)
    const both = [client, upstream]
    clients.add(client)
    client.on('close', () => clients.delete(client))
    const reset = () => {
      client.resetAndDestroy()
      upstream.destroy()
    }
    for (const socket of both) {
      socket.on('error', () => {})
      socket.on('close', () => {
        // Through a cut cable the other end does not hear of the close.
        if (!toxics.isBlackhole) for (const other of both) other.destroy()
      })
    }
    client
      .pipe(piece(false, reset))
      .on('error', () => {})
      .pipe(upstream)
    upstream
      .pipe(piece(true, reset))
      .on('error', () => {})
      .pipe(client)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const cut = () => {
    for (const client of clients) client.resetAndDestroy()
  }
  return {
    port: (server.address() as { port: number }).port,
    toxics,
    cut,
    async close() {
      cut()
      await new Promise((done) => server.close(done))
    },
  }
}

/** A proxy before a PostgreSQL, and the address that leads through it. */
export async function proxied(url: string): Promise<ToxicProxy & { url: string }> {
  const address = new URL(url)
  const folder = address.searchParams.get('host')
  const port = Number(address.port || 5432)
  const proxy = await toxicProxy(
    folder?.startsWith('/') ? { path: `${folder}/.s.PGSQL.${port}` } : { host: address.hostname, port },
  )
  address.searchParams.delete('host')
  address.host = `127.0.0.1:${proxy.port}`
  return Object.assign(proxy, { url: address.href })
}
