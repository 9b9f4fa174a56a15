import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Serves the built web client; every address that is no file and no API is the application itself. */
export async function webClient(app: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return
  const page = await readFile(join(folder, 'index.html'), 'utf8')
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    // Built files carry their hash in the name; the few others may change with the next version.
    setHeaders: (reply, path) =>
      void reply.header(
        'cache-control',
        /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  })
  const serve = (request: FastifyRequest, reply: FastifyReply) => {
    const { organisation } = request.params as { organisation?: string }
    if (organisation !== undefined && noScreens.test(organisation)) return reply.callNotFound()
    const nonce = randomBytes(16).toString('base64')
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policy(nonce))
      .send(page.replaceAll('__CSP_NONCE__', nonce))
  }
  app.get('/', serve)
  app.get('/:organisation', serve)
  app.get('/:organisation/*', serve)
}

/**
 * No organisation and no page is called so: an unknown address below these is a mistake, not a screen. A page for
 * `/backup.zip` or `/join.bak` would tell scanners, and people, that there is such a file.
 */
const noScreens = /^(api|assets|scim|.*[^A-Za-z0-9-].*)$/s

function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Markup that a script writes passes the one policy of trusted-types.js, which lets none through.
    "require-trusted-types-for 'script'",
    'trusted-types default',
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
