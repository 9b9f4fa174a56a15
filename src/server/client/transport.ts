/** Carries a request to a server, whichever way it is reached: as `fetch` does, with an address from its root on. */
export type Transport = (address: string, init: RequestInit) => Promise<Response>

/** Over HTTP, to a server somewhere: `http://127.0.0.1:4200`. */
export const overHttp =
  (server: string): Transport =>
  (address, init) =>
    fetch(new URL(address, server), init)
