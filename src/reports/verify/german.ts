import { germanSentences } from './germanSentences.ts'

export type VerdictLanguage = 'en' | 'de'

interface Pattern {
  /** What stands between the places of the English sentence. */
  readonly fixed: readonly string[]
  readonly german: string
}

let patterns: readonly Pattern[] | undefined

function makePatterns(): readonly Pattern[] {
  // Those that fix most come first: "{0} is missing." would fit what others say better.
  const length = ({ fixed }: Pattern) => fixed.join('').length
  return germanSentences
    .map(([english, german]) => ({ fixed: english.split(/\{\d\}/), german }))
    .toSorted((a, b) => length(b) - length(a))
}

/** What stands in the places of a sentence, null where it is another one. Names from a pack may be long: each is passed over once. */
function placesIn(sentence: string, fixed: readonly string[]): string[] | null {
  const [first = '', ...rest] = fixed
  const last = rest.pop()
  if (last === undefined) return sentence === first ? [] : null
  if (!sentence.startsWith(first) || !sentence.endsWith(last)) return null
  const end = sentence.length - last.length
  const places: string[] = []
  let at = first.length
  for (const piece of rest) {
    const next = sentence.indexOf(piece, at)
    if (next === -1) return null
    places.push(sentence.slice(at, next))
    at = next + piece.length
  }
  return at > end ? null : [...places, sentence.slice(at, end)]
}

/** A sentence of the verifier in a language; in English where the table does not know it. */
export function tellIn(language: VerdictLanguage, sentence: string): string {
  if (language === 'en') return sentence
  patterns ??= makePatterns()
  for (const { fixed, german } of patterns) {
    const places = placesIn(sentence, fixed)
    if (places) return german.replaceAll(/\{(\d)\}/g, (_, at) => tellPart(places[Number(at)] ?? ''))
  }
  return sentence
}

/** What stands in the places of a sentence: names stay, and the few words between them are told. */
const tellPart = (part: string): string =>
  (part.endsWith('.') ? tellIn('de', part) : part)
    .replace(/^Checkpoint (\d+)$/, 'Prüfpunkt $1')
    .replace(/^A record$/, 'Ein Datensatz')
    .replaceAll(/ was erased, as entry (\d+) says\./g, ' wurde gelöscht, wie Eintrag $1 sagt.')
    .replaceAll(/(\d+) with key /g, '$1 mit Schlüssel ')
    .replaceAll(/(\d+) to (\d+)/g, '$1 bis $2')
    .replace(/, and (\d+) more$/, ' und $1 weitere')
