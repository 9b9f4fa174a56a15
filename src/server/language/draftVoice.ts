import { draftLanguages, english, type Voice } from '../../programme/documents/voice.ts'
import type { Speaker } from './speaker.ts'

/** How drafts speak in an answer: in the language asked for where outlines are written in it, else in English. */
export function draftVoice(speaker: Speaker | null): Voice {
  const language = draftLanguages.find((each) => each === speaker?.language)
  return speaker === null || language === undefined ? english : { language, say: speaker.say }
}
