import autocannon, { type Client } from 'autocannon'
import type { Place } from './place.ts'

export interface Loaded {
  readonly perSecond: number
  readonly p99: number
  readonly median: number
}

const connections = 10

/**
 * Asks the server for these paths in turn over ten connections; every answer has to be a good one. `apart` has each
 * connection begin at a place of its own, so that none reads what another has just read.
 */
export async function load(place: Place, paths: readonly string[], seconds: number, apart = false): Promise<Loaded> {
  const headers = { authorization: `Bearer ${place.token}` }
  const requests = paths.map((path) => ({ path }))
  let begun = 0
  const setupClient = (client: Client) => {
    const at = Math.floor((begun++ * requests.length) / connections) % requests.length
    client.setRequests([...requests.slice(at), ...requests.slice(0, at)])
  }
  const options = { url: place.server.address, connections, headers, requests, ...(apart ? { setupClient } : {}) }
  await autocannon({ ...options, duration: 1 })
  const result = await autocannon({ ...options, duration: seconds })
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${paths[0]}: ${result.non2xx} answers were refusals, ${result.errors} failed.`)
  }
  return { perSecond: result.requests.average, p99: result.latency.p99, median: result.latency.p50 }
}

/** One answer and how long it took, in milliseconds. */
export async function ask(place: Place, path: string): Promise<{ ms: number; bytes: number }> {
  const began = performance.now()
  const response = await fetch(`${place.server.address}${path}`, {
    headers: { authorization: `Bearer ${place.token}` },
  })
  const { byteLength } = await response.arrayBuffer()
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`)
  return { ms: performance.now() - began, bytes: byteLength }
}
