/** A label made of an identifier: `customer_user` reads "Customer user". */
export function humanise(word: string): string {
  const spaced = word
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
