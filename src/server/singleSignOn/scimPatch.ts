import { isObject, parseScimFilter, type Resource } from './scimFilter.ts'
import { scimProblem } from './scimProblem.ts'

interface Operation {
  readonly op: 'add' | 'replace' | 'remove'
  readonly path: string | null
  readonly value: unknown
}

/** Reads a PATCH request (RFC 7644 3.5.2); Entra writes `Add` and `Replace` large. */
export function operationsIn(body: unknown): Operation[] {
  const list = isObject(body) ? (body.Operations ?? body.operations) : undefined
  if (!Array.isArray(list) || list.length === 0 || list.length > 1000)
    throw scimProblem(400, 'Give Operations, 1000 at most.', 'invalidSyntax')
  return list.map((o: unknown) => {
    const op = isObject(o) && typeof o.op === 'string' ? o.op.toLowerCase() : ''
    if (!isObject(o) || (op !== 'add' && op !== 'replace' && op !== 'remove'))
      throw scimProblem(400, 'An operation is add, replace or remove.', 'invalidSyntax')
    const path = typeof o.path === 'string' && o.path !== '' ? o.path : null
    if (op === 'remove' && path === null) throw scimProblem(400, 'Say what to remove.', 'noTarget')
    return { op, path, value: o.value }
  })
}

/** The resource after the operations; the one handed in stays as it is. */
export function patched(resource: Resource, operations: readonly Operation[]): Resource {
  return operations.reduce<Resource>((now, o) => {
    if (o.path !== null) return change(now, steps(o.path), o)
    if (!isObject(o.value)) throw scimProblem(400, 'Without a path the value is an object.', 'invalidValue')
    // Okta sends `{ active: false }`; some send dotted names and names with their schema in front.
    return Object.entries(o.value).reduce<Resource>(
      (r, [name, value]) => change(r, steps(name), { ...o, path: name, value }),
      now,
    )
  }, resource)
}

interface Step {
  readonly name: string
  readonly filter: string | null
}

const path = /^([A-Za-z$][\w$-]*)(?:\[(.*)\])?(?:\.([A-Za-z$][\w$-]*))?$/

function steps(text: string): Step[] {
  const bare = text.replace(/^urn:ietf:params:scim:schemas:core:2\.0:(User|Group):/i, '')
  // Attributes of other schemas are kept nowhere; a path into them changes nothing.
  if (/^urn:/i.test(bare)) return []
  const found = path.exec(bare)
  if (!found?.[1]) throw scimProblem(400, `There is no path "${text.slice(0, 100)}".`, 'invalidPath')
  const [, name, filter, rest] = found
  return [{ name, filter: filter ?? null }, ...(rest ? [{ name: rest, filter: null }] : [])]
}

function change(resource: Resource, [first, ...rest]: readonly Step[], o: Operation): Resource {
  if (!first) return resource
  const key = Object.keys(resource).find((k) => k.toLowerCase() === first.name.toLowerCase()) ?? first.name
  const before = resource[key]
  const set = (value: unknown): Resource => ({ ...resource, [key]: value })
  if (first.filter !== null) return set(changeSome(before, first.filter, rest, o))
  if (rest.length > 0) return set(change(isObject(before) ? before : {}, rest, o))
  if (o.op === 'remove') {
    // Entra names the members to remove in the value; without one all go.
    const gone = o.value === undefined || o.value === null ? null : new Set([o.value].flat().map(idOf))
    return set(gone !== null && Array.isArray(before) ? before.filter((v) => !gone.has(idOf(v))) : undefined)
  }
  if (o.op === 'add' && Array.isArray(before)) {
    const known = new Set(before.map(idOf))
    return set([...before, ...[o.value].flat().filter((v) => !known.has(idOf(v)))])
  }
  if (o.op === 'add' && isObject(before) && isObject(o.value)) return set({ ...before, ...o.value })
  return set(o.value)
}

/** Changes the values a filter picks: `emails[type eq "work"].value`, `members[value eq "…"]`. */
function changeSome(before: unknown, filter: string, rest: readonly Step[], o: Operation): unknown[] {
  const list = Array.isArray(before) ? (before as unknown[]) : []
  const test = parseScimFilter(filter)
  const isPicked = (v: unknown) => isObject(v) && test(v)
  if (o.op === 'remove' && rest.length === 0) return list.filter((v) => !isPicked(v))
  if (!list.some(isPicked)) {
    if (o.op === 'remove') return list
    // What is not there yet is made as the filter describes it.
    const [, name, value] = /^\s*(\w+)\s+eq\s+"([^"]*)"\s*$/i.exec(filter) ?? []
    if (!name) throw scimProblem(400, 'Nothing fits the filter.', 'noTarget')
    return [
      ...list,
      rest.length > 0 ? change({ [name]: value }, rest, o) : { [name]: value, ...(isObject(o.value) ? o.value : {}) },
    ]
  }
  return list.map((v) =>
    !isPicked(v) || !isObject(v)
      ? v
      : rest.length > 0
        ? change(v, rest, o)
        : { ...v, ...(isObject(o.value) ? o.value : {}) },
  )
}

const idOf = (v: unknown): unknown => (isObject(v) ? (v.value ?? JSON.stringify(v)) : v)
