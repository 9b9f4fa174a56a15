// The package brings no types; these are what http.ts uses.
declare module 'autocannon' {
  export interface Client {
    setRequests(requests: readonly { readonly path: string }[]): void
  }
  interface Options {
    readonly url: string
    readonly connections: number
    readonly duration: number
    readonly headers: Readonly<Record<string, string>>
    readonly requests: readonly { readonly path: string }[]
    /** Called once for each connection. */
    readonly setupClient?: (client: Client) => void
  }
  interface Result {
    readonly non2xx: number
    readonly errors: number
    readonly requests: { readonly average: number }
    readonly latency: { readonly p50: number; readonly p99: number }
  }
  export default function autocannon(options: Options): Promise<Result>
}
