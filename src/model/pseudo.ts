const plain = 'AEIOUYaeiouycnsz'
const accented = 'ÀÉÎÕÛÝàéîõûýçñšž'
const accents = new Map([...plain].map((letter, i) => [letter, accented[i] ?? letter]))

/** Letters accented and 40 % longer, as the longest languages are: what stays plain is not translated, what breaks is too narrow. */
export function pseudo(text: string): string {
  const told = [...text].map((letter) => accents.get(letter) ?? letter).join('')
  const letters = text.replace(/[^\p{L}]/gu, '').length
  if (letters === 0) return text
  const more = 'ẋ'.repeat(Math.max(1, Math.ceil(letters * 0.4)))
  // The longer part goes before the blanks and marks at the end, and breaks where lines may.
  const end = /[\s.,:;!?…]*$/.exec(told)?.index ?? told.length
  return `${told.slice(0, end)} ${more.replace(/.{8}/g, '$& ').trim()}${told.slice(end)}`
}
