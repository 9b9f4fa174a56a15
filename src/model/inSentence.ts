/** A label as it stands inside a sentence: `Risk acceptance` becomes `risk acceptance`, `AI system` stays `AI system`. */
export function inSentence(label: string): string {
  // A first word with a second capital is an abbreviation.
  const [first = ''] = label.split(/[\s-]/, 1)
  return /\p{Lu}.*\p{Lu}/u.test(first) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}
