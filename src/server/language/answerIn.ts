import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type Language, languages } from './catalogues.ts'
import { type Speaker, speakerOf } from './speaker.ts'

/**
 * The language that `Accept-Language` asks for; null when it asks for none that is spoken here. Then answers are English
 * with dates as they are stored, which is what programs read and files hold.
 */
export function languageAsked(header: string | undefined): Language | null {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim())
      const q = parameters.find((text) => text.startsWith('q='))
      return { tag: tag.toLowerCase(), q: q === undefined ? 1 : Number(q.slice(2)) }
    })
    .filter(({ q }) => q > 0)
    .toSorted((a, b) => b.q - a.q)
  for (const { tag } of wanted) {
    const whole = languages.find((language) => language.toLowerCase() === tag)
    const found = whole ?? languages.find((language) => language === tag.split('-')[0])
    if (found) return found
  }
  return null
}

const asked = new WeakMap<FastifyRequest, Speaker | null>()

/** Who speaks the answer to a request; null: English as it stands. */
export function speakerFor(request: FastifyRequest): Speaker | null {
  const known = asked.get(request)
  if (known !== undefined) return known
  const language = languageAsked(request.headers['accept-language'])
  const speaker = language === null ? null : speakerOf(language)
  asked.set(request, speaker)
  return speaker
}

/** Lists of records, names and jobs hold what people wrote and nothing the program says. */
const ownWords = /\/(records\/:register|search|refs|activity)$/

/** Has answers in JSON leave in the language the request asks for. */
export function answerInLanguage(app: FastifyInstance): void {
  app.addHook('preSerialization', async (request, reply, payload) => {
    reply.header('vary', 'accept-language')
    const speaker = speakerFor(request)
    if (speaker === null) return payload
    reply.header('content-language', speaker.language)
    const isList = request.method === 'GET' && ownWords.test(request.routeOptions.url ?? '')
    return isList && reply.statusCode < 400 ? payload : speaker.told(payload)
  })
}
