import { createHash } from 'node:crypto'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { problem, type Said, say } from '../../model/index.ts'
import { habitualWords, withoutFamousPhrases } from './habitualWords.ts'

export const shortestPassword = 12
export const longestPassword = 256

/** How many guesses a password has to stand: far beyond what the limits on sign-in let anybody try. */
const enoughGuesses = 1e10

let estimator: Promise<ZxcvbnFactory> | undefined

/** Its lists of passwords and words are large, and new passwords rare: read when the first one is chosen. */
function estimating(): Promise<ZxcvbnFactory> {
  estimator ??= (async () => {
    const { ZxcvbnFactory } = await import('@zxcvbn-ts/core')
    const { adjacencyGraphs, dictionary } = await import('@zxcvbn-ts/language-common')
    return new ZxcvbnFactory({
      dictionary: { ...dictionary, habitual: [...habitualWords] },
      graphs: adjacencyGraphs,
      useLevenshteinDistance: true,
    })
  })()
  return estimator
}

/** Words a guesser would try first: name, address, organisation, and ours. */
export function wordsAround(...texts: readonly (string | null | undefined)[]): string[] {
  const words = texts.flatMap((text) => [text ?? '', ...(text ?? '').split(/[^\p{L}\p{N}]+/u)])
  return [...new Set([...words, 'openaims', 'iso42001', '42001'])]
    .filter((w) => w.length >= 3)
    .map((w) => w.toLowerCase())
}

/**
 * What is wrong with a password, or null. Length counts, not kinds of characters (NIST SP 800-63B); lists of leaked and
 * common passwords, keyboard paths, dates, repetitions and the person's own words are found offline.
 */
async function weaknessOf(password: string, own: readonly string[]): Promise<Said | null> {
  if ([...password].length < shortestPassword)
    return say`Use at least ${shortestPassword} characters; a few unrelated words do well.`
  if (password.length > longestPassword) return say`Use at most ${longestPassword} characters.`
  // What is left beside a phrase that everybody knows has to be a password by itself.
  if (isMadeOfPhrases(password)) return say`It is, or is nearly, one of the passwords that have leaked elsewhere.`
  // The rest of a very long one adds nothing to the estimate but time.
  const { guesses, sequence } = (await estimating()).check(password.slice(0, 64), [...own])
  if (guesses >= enoughGuesses) return null
  const found = sequence.find((part) => part.pattern === 'dictionary')
  if (found && 'dictionaryName' in found && found.dictionaryName === 'userInputs')
    return say`It is made of your name, address or organisation, which is what others try first.`
  if (found && 'dictionaryName' in found && String(found.dictionaryName).startsWith('passwords'))
    return say`It is, or is nearly, one of the passwords that have leaked elsewhere.`
  return say`It could be guessed: it is made of repetitions, rows of keys, dates or common words.`
}

function isMadeOfPhrases(password: string): boolean {
  const whole = password.replace(/[^\p{L}\p{N}]/gu, '').length
  const rest = withoutFamousPhrases(password).length
  return rest < whole && rest < shortestPassword
}

/** Asks whether a password has leaked, by the first five digits of its hash; null when the list cannot be reached. */
export async function hasLeaked(password: string, address: string): Promise<boolean | null> {
  const hash = createHash('sha1').update(password).digest('hex').toUpperCase()
  try {
    const answer = await fetch(new URL(hash.slice(0, 5), address.endsWith('/') ? address : `${address}/`), {
      headers: { 'add-padding': 'true' },
      signal: AbortSignal.timeout(3000),
      redirect: 'error',
    })
    if (!answer.ok) return null
    return (await answer.text()).split(/\r?\n/).some((line) => {
      const [rest, count] = line.split(':')
      return rest === hash.slice(5) && Number(count) > 0
    })
  } catch {
    return null
  }
}

/** Refuses a password that is not safe enough; `list` is the address of a k-anonymity service, when one is set up. */
export async function needSafePassword(
  field: string,
  password: string,
  own: readonly string[],
  list: string | undefined = process.env.OPENAIMS_LEAKED_PASSWORDS,
): Promise<void> {
  const leaked = say`It is one of the passwords that have leaked elsewhere.`
  const message = (await weaknessOf(password, own)) ?? (list && (await hasLeaked(password, list)) ? leaked : null)
  if (message !== null) throw problem('account/password', { detail: message, fields: [{ field, message }] })
}
