/** XML as the Word writer hands it over, before it is text: one element with its attributes and what is in it. */
export type Xmlable = { readonly [name: string]: unknown }

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&apos;',
  '<': '&lt;',
  '>': '&gt;',
}
const escaped = (value: unknown): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids these characters
  String(value).replace(/[&"'<>\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, (character) => escapes[character] ?? '')

const attributesOf = (of: unknown): string =>
  Object.entries((of ?? {}) as Xmlable)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')

const isPart = (value: unknown): value is Xmlable => typeof value === 'object' && value !== null

/** The element as text, written as the Word writer itself writes it. */
export function xmlText(element: Xmlable): string {
  const [name = '', content] = Object.entries(element)[0] ?? []
  if (!isPart(content)) return `<${name}>${escaped(content)}</${name}>`
  if (!Array.isArray(content)) return `<${name}${attributesOf(content._attr)}/>`
  const parts = content as unknown[]
  const attributes = parts.map((part) => (isPart(part) && '_attr' in part ? attributesOf(part._attr) : '')).join('')
  const inside = parts
    .filter((part) => !(isPart(part) && '_attr' in part))
    .map((part) => (isPart(part) ? xmlText(part) : escaped(part)))
    .join('')
  return `<${name}${attributes}>${inside}</${name}>`
}
