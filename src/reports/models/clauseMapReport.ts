import { type Register, say, term } from '../../model/index.ts'
import { documentsFor, parseStandardRef } from '../../standard/index.ts'
import { type Block, joined, link, type Report } from '../document.ts'
import type { ReadinessShown, ReportHead } from '../material.ts'
import { readinessSentence, refSection } from './readinessReport.ts'

/** Where each clause and control is answered: the registers that serve it, the documents it wants, the records that meet it. */
export function clauseMapReport(readiness: ReadinessShown, registers: readonly Register[], head: ReportHead): Report {
  const sections = [...readiness.clauses, ...readiness.controls].map((ref) =>
    refSection(ref, [whereAnswered(ref.ref, registers)].flat()),
  )
  return { ...head, title: say`Clause map`, subtitle: readinessSentence(readiness), sections }
}

function whereAnswered(ref: string, registers: readonly Register[]): Block[] {
  const serving = registers.filter((register) => register.serves.includes(ref))
  const known = parseStandardRef(ref)
  const documents = known === undefined ? [] : documentsFor(known).map(({ title }) => term(title))
  const items = [
    {
      label: say`Kept in`,
      value: joined(serving.map(({ name, label }) => link(`register:${name}`, term(label.many)))),
    },
    { label: say`Documents`, value: joined(documents, '; ') },
  ].filter(({ value }) => value.length > 0)
  return items.length === 0 ? [] : [{ kind: 'facts', items }]
}
