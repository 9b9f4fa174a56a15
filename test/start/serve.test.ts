import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { commandLine, type Ran } from '../support/commandLine.ts'
import { ownFolder } from './support.ts'

const root = join(import.meta.dirname, '../..')

/** The server as a terminal has it: Ctrl-C there reaches it and every program it has started. */
function serve(data: string, more: readonly string[] = ['--port', '0'], env: Record<string, string> = {}) {
  const child: ChildProcess = spawn(
    join(root, 'node_modules/.bin/node'),
    [join(root, 'src/cli/bin.ts'), 'serve', '--data', data, ...more],
    { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, DATABASE_URL: '', ...env } },
  )
  let out = ''
  let err = ''
  const looking: (() => void)[] = []
  child.stdout?.on('data', (bytes) => {
    out += bytes
    for (const look of looking) look()
  })
  child.stderr?.on('data', (bytes) => {
    err += bytes
  })
  const ended = new Promise<Ran>((done) => child.once('close', (code) => done({ code, out, err })))
  const ctrlC = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT')
  }
  onTestFinished(async () => {
    ctrlC()
    await ended
  })
  const says = (text: string) =>
    new Promise<string>((done, failed) => {
      const look = () => {
        if (out.includes(text)) done(out)
      }
      looking.push(look)
      look()
      void ended.then(() => failed(new Error(`It ended without saying "${text}": ${out}${err}`)))
    })
  return { ended, ctrlC, says }
}

test('Ctrl-C in the midst of a first start ends it in a sentence, and the next start works and ends as asked', async () => {
  const data = await ownFolder()
  const first = serve(data)
  await first.says('Creating the database')
  first.ctrlC()
  const cut = await first.ended
  expect(cut.err).toBe('The start was interrupted. Nothing was damaged; start again when you like.\n')
  expect(cut.code).toBe(130)

  const second = serve(data)
  await second.says('Ctrl-C stops it.')
  second.ctrlC()
  const stopped = await second.ended
  expect(stopped).toMatchObject({ code: 0, err: '' })
  expect(stopped.out).toMatch(/Stopping …\n$/)
}, 120_000)

test('a port that another program takes during the start is told in a sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  await new Promise((done) => other.close(done))
  const server = serve(await ownFolder(), ['--port', String(port)])
  await server.says('Creating the database')
  const taking = createServer().listen(port, '127.0.0.1')
  onTestFinished(() => void taking.close())
  expect(await server.ended).toMatchObject({
    code: 1,
    err: `OpenAIMS cannot listen on 127.0.0.1:${port}: another program took it while this one started (EADDRINUSE). Choose another with --port or --host.\n`,
  })
}, 60_000)

test('asked a second time, a stop that waits for others comes at once, and the database ends in good order', async () => {
  const data = await ownFolder()
  const server = serve(data, ['--port', '0'], { OPENAIMS_DRAIN_SECONDS: '300' })
  await server.says('Ctrl-C stops it.')
  server.ctrlC()
  await server.says('Stopping …')
  const since = performance.now()
  // One Ctrl-C can arrive twice.
  server.ctrlC()
  await wait(700)
  server.ctrlC()
  const stopped = await server.ended
  expect(stopped).toMatchObject({ code: 0, err: '' })
  expect(stopped.out).toMatch(/Stopping …\nStopping at once …\n$/)
  const took = performance.now() - since
  expect(took).toBeGreaterThan(700)
  expect(took).toBeLessThan(30_000)
  await expect(stat(join(data, 'postgres/postmaster.pid'))).rejects.toThrow('ENOENT')
}, 120_000)

test('a port or host that cannot be listened on is told before anything is made', async () => {
  const data = join(await ownFolder(), 'never')
  const run = (...args: string[]) => commandLine(['serve', '--data', data, ...args], {}).ended
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  const busy = await run('--port', String(port))
  expect(busy.code).toBe(1)
  expect(busy.err).toMatch(
    new RegExp(`^Port ${port} is taken by another program. Start with --port \\d+, which is free`),
  )
  expect((await run('--port', '0', '--host', '192.0.2.1')).err).toContain('that is not an address of this machine')
  expect((await run('--port', '0', '--host', 'no-such-host.invalid')).err).toContain('no machine is known by that name')
  const wrong = await run('--port', '70000')
  expect(wrong).toMatchObject({
    code: 2,
    err: '"70000" is not a port; give a number from 1 to 65535, or 0 for any that is free.\n',
  })
}, 60_000)

test('before anybody has an account, sign-in-link gives the link that sets OpenAIMS up; for an address nobody has, none', async () => {
  const data = await ownFolder()
  const link = await commandLine(['sign-in-link', '--json', '--data', data], {}).ended
  expect(link.code, link.err).toBe(0)
  const { link: address, purpose } = JSON.parse(link.out)
  expect(purpose).toBe('set-up')
  const server = serve(data)
  const { origin } = new URL((await server.says('/welcome#')).match(/http:\S+\/welcome/)?.[0] ?? '')
  const opened = await fetch(`${origin}/api/v1/welcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: new URL(address).hash.slice(1) }),
  })
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  const session = await (await fetch(`${origin}/api/v1/session`, { headers: { cookie } })).json()
  expect(session).toMatchObject({ setUp: false, maySetUp: true })
  const nobody = await commandLine(['sign-in-link', '--email', 'eve@example.org', '--data', data], {}).ended
  expect(nobody).toMatchObject({ code: 1, out: '' })
  expect(nobody.err).toContain('Nobody has the address eve@example.org.')
}, 120_000)
