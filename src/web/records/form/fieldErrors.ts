import type { ApiProblem } from '../../app/api.ts'

/** Messages of a problem by field; paths such as `changes.0.values.title` or `impacts.2.severity` find their field. */
export function fieldErrors(problem: ApiProblem | null, known: readonly string[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  for (const { field, message } of problem?.fields ?? []) {
    const name = known.find((k) => k === field) ?? nameIn(field, known)
    if (name === undefined) continue
    const inside = field.slice(field.indexOf(name) + name.length).match(/^\.(\d+)/)
    const said = inside ? `${Number(inside[1]) + 1}: ${message}` : message
    found[name] = found[name] ? `${found[name]} ${said}` : said
  }
  return found
}

/** The first part of a path that is a known name; custom fields are known as `custom.key`. */
function nameIn(path: string, known: readonly string[]): string | undefined {
  const parts = path.split('.')
  for (const [at, part] of parts.entries()) {
    if (part === 'custom' && known.includes(`custom.${parts[at + 1]}`)) return `custom.${parts[at + 1]}`
    if (known.includes(part)) return part
  }
  return undefined
}
