import { exitCodes, type FindingKind, type PackProblem } from './findings.ts'
import { tellIn, type VerdictLanguage } from './german.ts'
import type { History } from './history.ts'
import type { Manifest } from './manifest.ts'
import { type Places, placesInWords } from './places.ts'

export interface PackVerdict {
  readonly ok: boolean
  readonly exitCode: number
  readonly organisation: string | null
  readonly asOf: string | null
  readonly files: number
  readonly logSize: number
  readonly root: string | null
  /** Entries of which the pack gives the hash alone, by their numbers in the log; null when it could not be read. */
  readonly withheld: Places | null
  /** Entries that are shown, of whose version the pack does not hold the text. */
  readonly withheldTexts: Places | null
  readonly problems: readonly PackProblem[]
  readonly proven: readonly string[]
  readonly notProven: readonly string[]
}

export interface Judged {
  readonly problems: readonly PackProblem[]
  readonly counts: ReadonlyMap<FindingKind, number>
  readonly manifest: Manifest | null
  readonly history: History | null
  /** What you held from before was compared. */
  readonly held: boolean
  readonly keyNamed: boolean
}

export function verdictOf({ problems, counts, manifest, history, held, keyNamed }: Judged): PackVerdict {
  const exitCode = [...counts.keys()].reduce((sum, kind) => sum + exitCodes[kind], 0)
  const proven: string[] = []
  const notProven: string[] = []
  if (manifest && history) {
    const isClean = (...kinds: readonly FindingKind[]) => !kinds.some((kind) => counts.has(kind))
    if (isClean('files', 'archive'))
      proven.push(`All ${manifest.files.length} files are there as the manifest says, and no others.`)
    if (isClean('files'))
      proven.push('Each piece of evidence holds exactly the bytes whose hash a record of the pack names.')
    if (isClean('log')) {
      proven.push(`The log of ${history.size} entries is whole and in order, and leads to the root ${history.root}.`)
      if (isClean('states'))
        proven.push(
          history.withheld.count > 0
            ? 'Every record in the pack stands in the last version that the entries shown know.'
            : 'Every record in the pack stands in the last version that the log knows.',
        )
      if (held && isClean('held'))
        proven.push('The log continues the one you hold from before; nothing before it was changed.')
    }
    if (history.withheld.count > 0)
      notProven.push(
        `What ${history.withheld.count} of ${history.size} entries say, those with the numbers ${placesInWords(history.withheld)}: the pack gives their hashes alone, because its reader may not know of the records. A change of a record shown here could be among them; whoever reads every register can make a pack that withholds none.`,
      )
    const read = manifest.files.filter(({ path }) => !/^(?:evidence|log|records\/[^/]+\.jsonl$)/.test(path)).length
    notProven.push(
      `That pages and documents made for reading (${read} files, the statement of applicability among them) say what the records say: nobody signed them. What counts are records, evidence and log; ask for whatever matters to be shown there.`,
      `That the organisation is called "${manifest.organisation}", and that nothing happened between the last entry${history.lastAt === null ? '' : ` (${history.lastAt})`} and the time of the pack (${manifest.asOf}): the manifest alone says so.`,
    )
    if (history.partial.length > 0)
      notProven.push(
        `That all records of these registers are in the pack, which says that it holds a part of them: ${history.partial.join(', ')}.`,
      )
    if (history.missingFiles > 0)
      notProven.push(
        `What ${counted(history.missingFiles, 'file says', 'files say')} that records name and the pack does not hold (${history.missingFilesOf.slice(0, 20).join(', ')}): the log up to the time of the pack does not say that they were erased. Ask for them.`,
      )
    tellCheckpoints(history, isClean('log', 'checkpoints'), keyNamed, proven, notProven)
    tellBodies(history, isClean('bodies', 'log'), proven, notProven)
  }
  if (!held)
    notProven.push(
      'That this is the only history: give a checkpoint you kept (--checkpoint) or a root you hold from elsewhere (--root), or someone could have rewritten log and manifest together.',
    )
  notProven.push('That what was recorded is true, or that everything that happened was recorded.')
  notProven.push('That the times in the log are right: they come from the clock of the database.')
  return {
    ok: exitCode === 0,
    exitCode,
    organisation: manifest?.organisation ?? null,
    asOf: manifest?.asOf ?? null,
    files: manifest?.files.length ?? 0,
    logSize: history?.size ?? 0,
    root: history?.root ?? null,
    withheld: history?.withheld ?? null,
    withheldTexts: history?.bodies.withheld.all() ?? null,
    problems,
    proven,
    notProven,
  }
}

function tellCheckpoints(
  { checkpoints, size }: History,
  clean: boolean,
  keyNamed: boolean,
  proven: string[],
  not: string[],
) {
  const { count, covered, unchecked, signers } = checkpoints
  if (count === 0) {
    not.push('That a signer outside the database saw this log: the pack holds no signed checkpoint.')
    return
  }
  if (unchecked)
    not.push('The signatures: this browser cannot check Ed25519. Use another one, or the program for Node.')
  else if (clean)
    proven.push(
      `All ${count} checkpoints are signed (${[...signers].map(([key, n]) => `${n} with key ${key}`).join(', ')}) and lie on the way of this one log.`,
    )
  if (covered < size) not.push(`The last ${size - covered} entries are not covered by a signed checkpoint.`)
  if (!keyNamed)
    not.push('That the key is that of the organisation: compare it with one you have from them by another way (--key).')
}

function tellBodies(
  { bodies, hasBodies, records, unproven, workedOut }: History,
  clean: boolean,
  proven: string[],
  not: string[],
) {
  if (!hasBodies) {
    not.push(
      'That the text of a record is what was logged: the log holds a salted digest of it, and the pack no salts.',
    )
    return
  }
  if (clean) {
    proven.push(`The text of ${bodies.proven} versions is exactly what was logged.`)
    if (unproven < records)
      proven.push(`${records - unproven} of ${records} records are shown as they were logged, field by field.`)
    if (bodies.erased > 0)
      proven.push(`${bodies.erased} versions were erased; the log says by whom and why. ${bodies.erasedText.join(' ')}`)
    if (bodies.erasedFiles > 0)
      proven.push(`${counted(bodies.erasedFiles, 'file was', 'files were')} erased; the log keeps the hash of each.`)
    if (bodies.erasedMemberships > 0)
      proven.push(
        `What ${counted(bodies.erasedMemberships, 'entry', 'entries')} said about members was erased; the log keeps the digest of each.`,
      )
    if (bodies.erasers.size > 0)
      proven.push(`It was erased by ${[...bodies.erasers].map(([who, n]) => `${who}: ${n}`).join('; ')}.`)
  }
  const withheld = bodies.withheld.all()
  if (withheld.count > 0)
    not.push(
      `The text of ${withheld.count} versions, which the pack does not show: they hold personal data or are not shared with its reader. They are those of entries ${placesInWords(withheld)}.`,
    )
  if (unproven > 0)
    not.push(
      `The text of ${unproven} of ${records} records in the pack: what was logged of them is not shown, or is in an older form.`,
    )
  not.push(
    `That values worked out from others, such as levels and counts, are worked out rightly.${workedOut.length === 0 ? '' : ` The pack says of these, which were logged too, that they are such and need not be as they were: ${workedOut.join('; ')}.`}`,
  )
  if (bodies.erased + bodies.erasedFiles + bodies.erasedMemberships > 0)
    not.push('What was erased: its digests say that it was there, not what it said, nor that it had to be erased.')
  if (bodies.erasedLater > 0)
    not.push(`That ${bodies.erasedLater} versions were erased later than the time of the pack, as it says.`)
}

const counted = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`

/** What is no pack, or not there, was never looked into: nothing is known of it, good or bad. */
const isRead = (it: PackVerdict): boolean => it.exitCode !== exitCodes.unreadable

export const headlineOf = (it: PackVerdict): string =>
  it.ok ? 'The pack is whole' : isRead(it) ? 'The pack is NOT as it was made' : 'Nothing could be checked'

export const standingOf = (it: PackVerdict): string =>
  `${it.organisation}, as of ${it.asOf}; ${it.files} files, ${it.logSize} log entries.`

/** The verdict in plain words. */
export function verdictText(it: PackVerdict, language: VerdictLanguage = 'en'): string {
  const tell = (sentence: string) => tellIn(language, sentence)
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : ['', `${tell(title)}:`, ...items.map((item) => `  - ${tell(item)}`)]
  const shown = it.problems.slice(0, 50).map(({ text }) => text)
  const more = it.problems.length > 50 ? [`and ${it.problems.length - 50} more`] : []
  return [
    `${tell(headlineOf(it))}${it.ok || !isRead(it) ? '.' : `: ${tell(`${it.problems.length} ${it.problems.length === 1 ? 'problem' : 'problems'} found`)}.`}`,
    ...(it.organisation === null ? [] : [tell(standingOf(it))]),
    ...list('Found', [...shown, ...more]),
    ...list('Proven', it.proven),
    ...list('Not proven', isRead(it) ? it.notProven : []),
    '',
  ].join('\n')
}
