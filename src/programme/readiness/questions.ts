import { type AnyRecord, inversesOf, type Register } from '../../model/index.ts'
import { say, term } from '../../model/say.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Judge } from './judge.ts'
import { along, back, endOf, type Found, type Way } from './rule.ts'
import { called } from './words.ts'

/** How the records that a question looks at are found. */
interface Sight {
  readonly name: string
  readonly way: Way
  see(record: AnyRecord, snapshot: Snapshot): readonly AnyRecord[]
}

function sightOf(name: string, register: Register, registers: readonly Register[]): Sight {
  const link = register.links[name]
  if (link !== undefined) {
    return {
      name,
      way: along(name, link.to === 'any' ? null : link.to),
      see: (record, snapshot) => snapshot.links(record, name),
    }
  }
  const inverse = inversesOf(register.name, registers).find((i) => i.name === name)
  if (inverse === undefined) throw new Error(`${register.name}: looksAt "${name}" is neither a link nor an inverse.`)
  const { from, link: through } = inverse
  return {
    name,
    way: back(from.name, through),
    see: (record, snapshot) => snapshot.linkedTo(record.id, from.name, through),
  }
}

const nothing = {}

/** The readiness questions that registers declare about single records, as rules with the id `register.question`. */
export function questionJudges(registers: readonly Register[]): Judge[] {
  return registers.flatMap((register) =>
    register.readiness.map((question): Judge => {
      const sights = (question.looksAt ?? []).map((name) => sightOf(name, register, registers))
      const ends = sights.map((sight) => endOf(sight.way))
      const reads = ends.includes(null) ? registers.map((r) => r.name) : ends.filter((name) => name !== null)
      return {
        id: `${register.name}.${question.id}`,
        title: question.ask,
        severity: question.severity,
        refs: question.refs ?? register.serves,
        fix: question.fix,
        reads: [...new Set([register.name, ...reads])],
        per: register.name,
        ways: sights.map((sight) => sight.way),
        // Only the text tells whether it looks at the time of day; looking again once too often does no harm.
        readsClock: /\bnow\b/.test(question.failing.toString()),
        find: (snapshot) =>
          snapshot.all(register.name).flatMap((record): Found[] => {
            const related =
              sights.length === 0 ? nothing : Object.fromEntries(sights.map((s) => [s.name, s.see(record, snapshot)]))
            const fails = question.failing(record, { today: snapshot.today, now: snapshot.now, related })
            return fails ? [{ record, why: say`${called(record)}: the answer to "${term(question.ask)}" is no.` }] : []
          }),
      }
    }),
  )
}
