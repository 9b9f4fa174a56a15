import { isUtf8 } from 'node:buffer'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problem } from '../model/index.ts'
import { say } from '../model/say.ts'

/** How deep JSON may nest: far deeper than any request, far less than what makes a recursive function run out of stack. */
const maxDepth = 64

/** NUL and half characters: no text a person writes, refused by the database and by canonical JSON alike. */
const isText = (text: string) => text.isWellFormed() && !text.includes('\u0000')

const refuse = (field: string, message: string) =>
  problem('request/invalid', { detail: say`${field}: ${message}`, fields: [{ field, message }] })

/** Refuses what no route takes: names that reach into prototypes, text that is none, nesting without end. */
export function checkJson(value: unknown): void {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value: at, path, depth } = next
    const field = path === '' ? 'body' : path.slice(1, 200)
    if (typeof at === 'string' && !isText(at))
      throw refuse(field, 'This text holds NUL or half a character; type it again.')
    if (typeof at !== 'object' || at === null) continue
    if (depth >= maxDepth) throw refuse(field, `This is nested deeper than ${maxDepth} levels.`)
    for (const [key, inner] of Object.entries(at)) {
      if (key === '__proto__' || !isText(key)) throw refuse(field, 'This name is not allowed.')
      waiting.push({ value: inner, path: `${path}.${key}`, depth: depth + 1 })
    }
  }
}

/** Reads JSON bodies, and refuses texts in addresses that no column can hold. */
export function inputChecks(app: FastifyInstance): void {
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    // Many programs name the type where they send nothing, as when they delete; what needs a body says so itself.
    if (body.length === 0) return done(null, undefined)
    try {
      // Read as if it were, letters of another encoding would be lost without a word.
      if (!isUtf8(body as Buffer)) throw problem('request/not-json', say`The body is not UTF-8 text.`)
      const value: unknown = JSON.parse(body.toString('utf8'))
      checkJson(value)
      done(null, value)
    } catch (error) {
      done(error instanceof SyntaxError ? problem('request/not-json') : (error as Error))
    }
  })
  app.addHook('preValidation', async (request: FastifyRequest) => {
    for (const part of [request.params, request.query])
      for (const [name, value] of Object.entries((part ?? {}) as Record<string, unknown>))
        for (const one of [value].flat())
          if (typeof one === 'string' && !isText(one)) throw refuse(name, 'This holds NUL or half a character.')
  })
}
