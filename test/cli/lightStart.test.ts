import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)

/** Addresses of all modules that a process has read once it has imported one of ours. */
async function readBy(path: string): Promise<string[]> {
  const script = `
    import { registerHooks } from 'node:module'
    const read = []
    registerHooks({ load(url, context, next) { read.push(url); return next(url, context) } })
    await import(${JSON.stringify(join(root, path))})
    process.stdout.write(JSON.stringify(read))
    process.exit()`
  const args = ['--input-type=module', '--eval', script]
  const { stdout } = await run(join(root, 'node_modules/.bin/node'), args, { cwd: root, maxBuffer: 1 << 24 })
  return JSON.parse(stdout)
}

const among = (read: readonly string[], part: string) => read.filter((url) => url.includes(part)).length

// What a server is seldom asked for is a third of all its code: it takes room, and time at every start.
const seldom = ['/docx/', '/excelts/', '/cfb/', '/zxcvbn-ts/', '/nodemailer/', '/node-saml/', '/age-encryption/']
const notAtOnce = [...seldom, '/typst-ts-node-compiler/', '/mdast-util-', '/examples/aldermoor/']

test('a server begins without what writes documents, reads spreadsheets, sends mail or weighs passwords', async () => {
  const read = await readBy('src/cli/commands/serve.ts')
  expect(among(read, '/fastify/')).toBeGreaterThan(10)
  expect(among(read, '/src/registers/')).toBeGreaterThan(60)
  expect(notAtOnce.filter((part) => among(read, part) > 0)).toEqual([])
})

test('what it leaves out comes with what needs it, what draws documents in a thread of its own', async () => {
  const drawing = ['/docx/', '/typst-ts-node-compiler/', '/mdast-util-']
  const [reports, thread] = await Promise.all([
    readBy('src/server/packs/reports.ts'),
    readBy('src/reports/drawWorker.ts'),
  ])
  expect(drawing.map((part) => among(reports, part) > 0)).toEqual([false, false, true])
  expect(drawing.map((part) => among(thread, part) > 0)).toEqual([true, true, false])
})

test('the signer, a process of its own beside the server, reads neither the registers nor the server', async () => {
  const read = await readBy('src/cli/commands/sign.ts')
  expect(among(read, '/src/signer/')).toBeGreaterThan(5)
  expect(among(read, '/src/registers/') + among(read, '/src/server/routes/') + among(read, '/fastify/')).toBe(0)
  expect(read.length).toBeLessThan(120)
})
