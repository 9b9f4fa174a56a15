import type { FastifyReply, FastifyRequest } from 'fastify'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import type { ReportVoice } from '../../reports/voice.ts'
import { single } from '../context.ts'
import { speakerFor } from './answerIn.ts'
import { choosable, type Language, languages } from './catalogues.ts'
import { voiceOf } from './voiceOf.ts'

/** The language that was named for a file; one that is not spoken here is refused. */
export function languageNamed(named: string): Language {
  const found = languages.find((language) => language.toLowerCase() === named.toLowerCase())
  if (found === undefined)
    throw problem('request/invalid', {
      fields: [{ field: 'language', message: say`Give one of ${choosable.join(', ')}.` }],
    })
  return found
}

/** The language of a file: the one its address names as `language`, or else that of any other answer to the request. */
function languageOfFile(request: FastifyRequest): Language {
  const named = single(request, 'language')
  return named === undefined ? (speakerFor(request)?.language ?? 'en') : languageNamed(named)
}

/** The voice of a file that answers a request; the answer says which language it is. */
export function fileVoice(request: FastifyRequest, reply: FastifyReply): ReportVoice {
  const language = languageOfFile(request)
  reply.header('content-language', language).header('vary', 'accept-language')
  return voiceOf(language)
}
