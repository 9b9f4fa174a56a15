import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { problem } from '../../model/index.ts'
import type { ServerContext } from '../context.ts'
import { openApi } from '../openapi.ts'

const folder = join(import.meta.dirname, '../reference')
const files: Readonly<Record<string, string>> = {
  'index.html': 'text/html; charset=utf-8',
  'reference.js': 'text/javascript; charset=utf-8',
  'reference.css': 'text/css; charset=utf-8',
}
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"

/** The API tells what it takes and answers: as a document for programs, and as a page for people. */
export function openApiRoutes({ app, store, version }: ServerContext): void {
  let document: { body: string; etag: string } | null = null

  // Made at the first request: most processes are never asked.
  function made() {
    if (document === null) {
      const body = JSON.stringify(openApi(store.registry.all, version))
      document = { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
    }
    return document
  }

  app.get('/api/v1/openapi.json', async (request, reply) => {
    const { body, etag } = made()
    reply.header('etag', etag).header('cache-control', 'no-cache')
    if (request.headers['if-none-match'] === etag) return reply.code(304).send()
    return reply.type('application/json').send(body)
  })

  const send = (name: string) => readFile(join(folder, name))
  app.get('/api/reference', async (_request, reply) =>
    reply
      .type(files['index.html'] ?? '')
      .header('content-security-policy', policy)
      .header('cache-control', 'no-cache')
      .send(await send('index.html')),
  )
  app.get('/api/reference/:file', async (request, reply) => {
    const { file } = request.params as { file: string }
    const type = Object.hasOwn(files, file) ? files[file] : undefined
    if (type === undefined || file === 'index.html')
      throw problem('access/not-found', 'The reference has no such file.')
    return reply
      .type(type)
      .header('cache-control', 'no-cache')
      .send(await send(file))
  })
}
