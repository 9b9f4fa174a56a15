import { type AnyRecord, labelWord, type Register, type Said, say, term } from '../../model/index.ts'
import type { Block, Column, Report, Rich, Table } from '../document.ts'
import { figure } from '../figures.ts'
import type { Names, ReportHead } from '../material.ts'
import { labelOf, valueText } from './fieldText.ts'
import { type RecordOptions, recordSection, stateWord, withheld } from './recordSection.ts'
import { refLinks } from './refs.ts'

/** Columns of a register's list; number and title always stand first. */
export function registerColumns(register: Register): readonly (Column & { readonly name: string })[] {
  const names = ['ref', 'title', ...register.list.columns.filter((name) => name !== 'ref' && name !== 'title')]
  return names.map((name) => ({ name, label: labelOf(register, name), ...columnLook(register, name) }))
}

function columnLook(register: Register, name: string): Pick<Column, 'width' | 'kind'> {
  if (name === 'ref') return { width: 0.8, kind: 'ref' }
  if (name === 'title') return { width: 3 }
  if (name === 'state') return { width: 1.2, kind: 'badge' }
  const kind = (register.fields[name] ?? register.computed[name]?.field)?.type.kind
  if (kind === 'date' || kind === 'dateTime') return { width: 1, kind: 'date' }
  if (kind === 'number' || kind === 'integer') return { width: 0.8, kind: 'number' }
  return { width: 1.4 }
}

/** The row of a record under those columns. */
export function registerRow(register: Register, record: AnyRecord, names: Names, options: RecordOptions = {}): Rich[] {
  return registerColumns(register).map(({ name }) =>
    register.fields[name]?.personal && !options.personal && record[name] !== null
      ? withheld
      : valueText(register, record, name, names),
  )
}

/** `12 risks: 8 in force, 3 draft, 1 retired.` */
export function registerSentence(register: Register, states: ReadonlyMap<string, number>): Said {
  const total = [...states.values()].reduce((sum, count) => sum + count, 0)
  if (total === 0) return noneRecorded(register)
  const all = say`${figure(total)} ${labelWord(total === 1 ? register.label.one : register.label.many)}`
  const told = Object.keys(register.workflow.states)
    .filter((state) => states.has(state))
    .reduce<Said | null>((before, state) => {
      const [n, word] = [states.get(state), stateWord(register, state)]
      return before === null ? say`${all}: ${n} ${word}` : say`${before}, ${n} ${word}`
    }, null)
  return say`${told ?? all}.`
}

export const noneRecorded = (register: Register): Said => say`No ${labelWord(register.label.many)} are recorded.`

/**
 * PDF and Word files say all about so many records of a register. A PDF is laid out in memory as a whole, at about 1 MB a
 * record, a Word file takes 0.4 MB, and a pack is made within 512 MB; a hundred records are some 160 pages already. The
 * file names how many it leaves out, why, and where all are: the spreadsheet, the pages and the lines, which are streamed.
 */
export const printedRecords = 100

/** Of so many the table at the beginning has a row, which takes an eighth of that room. */
export const listedRecords = 250

/** The whole register a document holds only a part of. */
export interface WholeRegister {
  readonly states: ReadonlyMap<string, number>
  readonly total: number
  /** Where all records are: `the spreadsheet registers/risk.xlsx`. */
  readonly where: Said
}

export const statesOf = (records: readonly AnyRecord[]): ReadonlyMap<string, number> => {
  const states = new Map<string, number>()
  for (const { state } of records) states.set(state, (states.get(state) ?? 0) + 1)
  return states
}

/** `All 229 are listed; the first 100 by number are printed with all they say, because … All are in …` */
export function leftOutSentence({ total, where }: Pick<WholeRegister, 'total' | 'where'>): Said {
  const [printed, listed, all] = [printedRecords, listedRecords, total].map(figure)
  return total <= listedRecords
    ? say`All ${all} are listed; the first ${printed} by number are printed with all they say, because a document of all of them could hardly be opened. All are in ${where}.`
    : say`The first ${listed} of ${all} by number are listed and the first ${printed} printed with all they say, because a document of all of them could hardly be opened. All are in ${where}.`
}

/**
 * A register: what it is for, one table, and a section for each record. Of a large one that is to be printed (`whole` is
 * told, and `records` are the first of it) the table lists more records than have a section.
 */
export function registerReport(
  register: Register,
  records: readonly AnyRecord[],
  names: Names,
  head: ReportHead,
  options: RecordOptions = {},
  whole?: WholeRegister,
): Report {
  const left: readonly Block[] =
    whole === undefined || whole.total <= printedRecords
      ? []
      : [
          {
            kind: 'callout',
            tone: 'due',
            title: say`Not all are printed`,
            text: leftOutSentence(whole),
          },
        ]
  const table: Table = {
    kind: 'table',
    caption: say`${term(register.label.many)}, ${figure(whole?.total ?? records.length)} in all`,
    columns: registerColumns(register),
    rows: records.map((record) => registerRow(register, record, names, options)),
    empty: noneRecorded(register),
  }
  const serves: readonly Block[] =
    register.serves.length > 0
      ? [{ kind: 'facts', items: [{ label: say`Clauses and controls`, value: refLinks(register.serves) }] }]
      : []
  return {
    ...head,
    title: term(register.label.many),
    subtitle: registerSentence(register, whole?.states ?? statesOf(records)),
    sections: [
      {
        id: `register:${register.name}`,
        title: say`Overview`,
        blocks: [{ kind: 'paragraph', text: term(register.explain) }, ...serves, ...left, table],
      },
      ...(whole === undefined ? records : records.slice(0, printedRecords)).map((record) =>
        recordSection(register, record, names, options),
      ),
    ],
  }
}
