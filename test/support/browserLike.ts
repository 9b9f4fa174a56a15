import type { TestApp } from './app.ts'

export interface Reply<T> {
  readonly status: number
  readonly body: T
  readonly headers: Readonly<Record<string, unknown>>
}

/** Keeps cookies as a browser does, and says what a browser says about itself. */
export interface BrowserLike {
  readonly cookies: Map<string, string>
  /** What the answers said about each cookie: its attributes as sent. */
  readonly setCookies: string[]
  send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Reply<T>>
}

export function browserLike(
  t: Pick<TestApp, 'app'>,
  { address = '10.0.0.1', host = 'localhost', agent = 'Test browser' } = {},
): BrowserLike {
  const cookies = new Map<string, string>()
  const setCookies: string[] = []
  return {
    cookies,
    setCookies,
    async send<T>(method: string, path: string, body?: unknown) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await t.app.inject({
        method: method as 'GET',
        url: path,
        remoteAddress: address,
        headers: {
          host,
          'user-agent': agent,
          ...(method === 'GET' ? {} : { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }),
          ...(cookie === '' ? {} : { cookie }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
      for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
        setCookies.push(line)
        const [pair = ''] = line.split(';')
        const at = pair.indexOf('=')
        if (/max-age=0\b|expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(pair.slice(0, at))
        else cookies.set(pair.slice(0, at), pair.slice(at + 1))
      }
      const isJson = /json/.test(String(answer.headers['content-type'] ?? ''))
      return {
        status: answer.statusCode,
        body: (isJson && answer.body !== '' ? JSON.parse(answer.body) : {}) as T,
        headers: answer.headers,
      }
    },
  }
}
