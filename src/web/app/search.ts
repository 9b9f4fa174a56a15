/** Parameters that may stand several times; they are always lists. */
const repeated = new Set(['filter'])

type Search = Record<string, string | string[] | undefined>

/** Reads `?filter=a&filter=b&q=c` into texts; values are never guessed to be numbers or JSON. */
export function parseSearch(text: string): Search {
  const found: Search = {}
  for (const [name, value] of new URLSearchParams(text)) {
    if (!repeated.has(name)) found[name] = value
    else found[name] = [...((found[name] as string[] | undefined) ?? []), value]
  }
  return found
}

/** Writes what `parseSearch` reads; absent and empty values are left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') params.append(name, String(one))
    }
  }
  // Colons, commas and bars read better plain, and are legal in a query.
  const written = params.toString().replaceAll('%3A', ':').replaceAll('%2C', ',').replaceAll('%7C', '|')
  return written === '' ? '' : `?${written}`
}
