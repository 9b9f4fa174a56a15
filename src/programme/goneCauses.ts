import type { AnyRecord, RecordOf } from '../model/index.ts'
import { type Said, say } from '../model/say.ts'
import type { controlDecision } from '../registers/controlDecision.ts'
import { soaVersion } from '../registers/soaVersion/soaVersion.ts'
import type { Snapshot } from './snapshot.ts'

type Decision = RecordOf<typeof controlDecision>

/** States in which a record no longer stands as a cause for a control. */
const over: Readonly<Record<string, readonly string[]>> = {
  risk: ['closed'],
  obligation: ['ended', 'notApplicable'],
  aiSystem: ['retired'],
  impactAssessment: ['superseded'],
}

/** Finds causes of an included control that are over, or are no longer there. */
export function goneCauses(snapshot: Snapshot): { of(control: string, decision: Decision | undefined): Said[] } {
  const stated = causesInForce(snapshot)
  const byRef = recordsByRef(snapshot, new Set([...stated.values()].flat()))
  const isOver = (register: string, state: string) => (over[register] ?? []).includes(state)
  return {
    of(control, decision) {
      if (decision === undefined) return []
      const linked = [...decision.obligations, ...decision.impacts, ...decision.systems]
      const ended = linked
        .flatMap((id) => snapshot.byId(id) ?? [])
        .filter((record) => isOver(record.register, record.state))
      const vanished = linked.filter((id) => snapshot.byId(id) === undefined).length
      const named = (stated.get(control) ?? []).flatMap((ref) => {
        const record = byRef.get(ref)
        if (record !== undefined && !isOver(record.register, record.state)) return []
        return [
          say`${ref} (named in the approved statement) is ${record === undefined ? say`no longer on record` : say`over`}`,
        ]
      })
      const known = new Set(ended.map((record) => record.ref))
      return [
        ...ended.map((record) => say`${record.ref} "${record.title}" is over`),
        ...(vanished > 0
          ? [say`${vanished} linked ${vanished === 1 ? say`record is` : say`records are`} archived`]
          : []),
        ...named.filter((text) => !known.has(String(text).split(' ', 1)[0] ?? '')),
      ]
    },
  }
}

const prefixOf = (ref: string): string => ref.slice(0, ref.lastIndexOf('-') + 1)

/** Records of any register by their numbers; only registers whose numbers are asked for are looked through. */
function recordsByRef(snapshot: Snapshot, refs: ReadonlySet<string>): ReadonlyMap<string, AnyRecord> {
  const prefixes = new Set([...refs].map(prefixOf))
  return new Map(
    snapshot
      .registers()
      .map((name) => snapshot.all(name))
      .filter(([first]) => first !== undefined && prefixes.has(prefixOf(first.ref)))
      .flatMap((records) => records.filter((record) => refs.has(record.ref)))
      .map((record) => [record.ref, record]),
  )
}

/** Causes by control as the newest approved statement names them. */
function causesInForce(snapshot: Snapshot): ReadonlyMap<string, readonly string[]> {
  const approved = snapshot
    .of(soaVersion)
    .filter((version) => version.state === 'approved')
    .toSorted((a, b) => (a.approvedOn ?? '').localeCompare(b.approvedOn ?? ''))
    .at(-1)
  const lines = (approved?.lines ?? []).map((line): [string, string[]] => [
    line.control,
    (line.causes ?? '')
      .split(/[,;]/)
      .map((ref) => ref.trim())
      .filter((ref) => ref !== ''),
  ])
  return new Map(lines)
}
