import { checkFieldAccess } from './fieldAccess.ts'
import type { Register } from './register.ts'

/** Names every record has; fields, links and computed values must not take them. `title` and `owner` may be declared. */
const reserved = [
  'id',
  'register',
  'ref',
  'state',
  'version',
  'createdAt',
  'createdBy',
  'updatedAt',
  'archived',
  'custom',
]
const base = [...reserved, 'title', 'owner']

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

export function didYouMean(word: string, known: readonly string[]): string {
  const near = known.map((k) => ({ k, d: distance(word.toLowerCase(), k.toLowerCase()) })).sort((a, b) => a.d - b.d)[0]
  return near && near.d <= Math.max(2, word.length / 3) ? ` Did you mean "${near.k}"?` : ''
}

function reachable(register: Register): Set<string> {
  const seen = new Set([register.workflow.initial])
  const moves = Object.values(register.workflow.moves)
  for (let grew = true; grew; ) {
    grew = false
    for (const move of moves) {
      if (!seen.has(move.to) && move.from.some((s) => seen.has(s))) {
        seen.add(move.to)
        grew = true
      }
    }
  }
  return seen
}

function* checkOne(register: Register, names: readonly string[], isRef: (ref: string) => boolean): Generator<string> {
  const at = register.name
  const { fields, links, computed, workflow } = register
  const own = [...Object.keys(fields), ...Object.keys(links), ...Object.keys(computed)]
  for (const name of own.filter((n) => reserved.includes(n)))
    yield `${at}.${name}: this name belongs to every record; choose another.`
  for (const name of own.filter((n, i) => own.indexOf(n) !== i)) yield `${at}.${name}: declared twice.`
  if (!('title' in fields) && !register.titleOf) yield `${at}: give it a field "title" or a function titleOf.`
  for (const [name, link] of Object.entries(links)) {
    if (link.to !== 'any' && !names.includes(link.to)) {
      yield `${at}.links.${name}: no register is called "${link.to}".${didYouMean(link.to, names)}`
    }
  }
  const states = Object.keys(workflow.states)
  if (!states.includes(workflow.initial)) yield `${at}.workflow.initial: there is no state "${workflow.initial}".`
  for (const [name, move] of Object.entries(workflow.moves)) {
    for (const state of [...move.from, move.to].filter((s) => !states.includes(s))) {
      yield `${at}.workflow.moves.${name}: there is no state "${state}".${didYouMean(state, states)}`
    }
    for (const need of (move.needs ?? []).filter((n) => !own.includes(n))) {
      yield `${at}.workflow.moves.${name}.needs: there is no field or link "${need}".${didYouMean(need, own)}`
    }
    if (move.by.length === 0) yield `${at}.workflow.moves.${name}.by: nobody may do this move.`
  }
  const seen = reachable(register)
  for (const state of states.filter((s) => !seen.has(s))) yield `${at}.workflow.states.${state}: no move leads here.`
  for (const column of register.list.columns.filter((c) => !own.includes(c) && !base.includes(c))) {
    yield `${at}.list.columns: there is no "${column}".${didYouMean(column, [...own, ...base])}`
  }
  for (const section of register.sections ?? []) {
    for (const name of section.fields.filter((n) => !own.includes(n)))
      yield `${at}.sections "${section.title}": there is no "${name}".`
  }
  const shown = (register.sections ?? []).flatMap((s) => s.fields)
  for (const name of [...Object.keys(fields), ...Object.keys(links)]) {
    if (register.sections && shown.filter((s) => s === name).length !== 1)
      yield `${at}.sections: "${name}" must stand in exactly one section.`
  }
  for (const ref of [...register.serves, ...register.readiness.flatMap((q) => q.refs ?? [])].filter((r) => !isRef(r))) {
    yield `${at}: "${ref}" is not a clause or control OpenAIMS knows.`
  }
  if (register.readLike !== undefined && !(register.readLike in links)) {
    yield `${at}.readLike: there is no link "${register.readLike}".${didYouMean(register.readLike, Object.keys(links))}`
  }
  yield* checkFieldAccess(register)
  if (register.examples.length === 0) yield `${at}.examples: give at least one.`
  if (register.explain.length < 60) yield `${at}.explain: say in a paragraph what this register is for.`
}

/** Every inverse name a register is reached by, with the register and link it comes from. */
export function inversesOf(
  register: string,
  all: readonly Register[],
): { name: string; from: Register; link: string }[] {
  return all.flatMap((from) =>
    Object.entries(from.links)
      .filter(([, link]) => link.to === register && link.inverse !== undefined)
      .map(([link, { inverse }]) => ({ name: inverse as string, from, link })),
  )
}

/** What is wrong with a set of registers, each as place and remedy; empty when they fit together. */
export function checkRegisters(all: readonly Register[], isRef: (ref: string) => boolean): string[] {
  const names = all.map((r) => r.name)
  const found: string[] = []
  for (const register of all) found.push(...checkOne(register, names, isRef))
  for (const name of names.filter((n, i) => names.indexOf(n) !== i))
    found.push(`${name}: two registers have this name.`)
  const prefixes = all.map((r) => r.refPrefix)
  for (const p of prefixes.filter((x, i) => prefixes.indexOf(x) !== i)) found.push(`refPrefix ${p}: allotted twice.`)
  for (const register of all) {
    const inverses = inversesOf(register.name, all)
    const own = [...Object.keys(register.fields), ...Object.keys(register.links), ...base]
    for (const i of inverses.filter((x) => own.includes(x.name))) {
      found.push(`${i.from.name}.links.${i.link}.inverse: "${register.name}" already has "${i.name}".`)
    }
    for (const [index, i] of inverses.entries()) {
      if (inverses.findIndex((x) => x.name === i.name) !== index) {
        found.push(`${i.from.name}.links.${i.link}.inverse: "${i.name}" is used twice for "${register.name}".`)
      }
    }
    const lookable = [...Object.keys(register.links), ...inverses.map((i) => i.name)]
    const asked = [
      ...Object.values(register.workflow.moves).flatMap((m) => m.looksAt ?? []),
      ...register.readiness.flatMap((q) => q.looksAt ?? []),
    ]
    for (const name of asked.filter((n) => !lookable.includes(n))) {
      found.push(`${register.name}: looksAt "${name}" is neither a link nor an inverse.${didYouMean(name, lookable)}`)
    }
  }
  return found
}
