/**
 * Text that a spreadsheet program would run as a formula when it opens a CSV gets an apostrophe in front. Apostrophes
 * before such a text are guarded too, so that unguardText gives back exactly what was there.
 */
export function guardText(text: string): string {
  return /^'*[=+\-@\t\r＝＋－＠]/.test(text) && !isPlainNumber(text) ? `'${text}` : text
}

export function unguardText(text: string): string {
  return /^'+[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1) : text
}

const isPlainNumber = (text: string) => /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(text)
