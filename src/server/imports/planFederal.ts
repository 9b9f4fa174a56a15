import { type FederalPlan, planFederalInventory, type Table, type TableRow } from '../../exchange/index.ts'
import { firstPart } from '../../model/firstPart.ts'
import { type Actor, type AnyRecord, type Fields, f, isGranted, problem } from '../../model/index.ts'
import { type Said, say } from '../../model/say.ts'
import type { Change, Store } from '../../store/index.ts'
import { allOf, foldKey, recordsByKey } from '../../store/read/lookUp.ts'
import { validateInput } from '../../store/write/validate.ts'
import { federalHomes } from './federalHomes.ts'
import {
  contractsOf,
  homeFields,
  notStated,
  one,
  referenceOf,
  sourceName,
  systemValues,
  titleOf,
} from './federalValues.ts'
import { readable } from './openTable.ts'
import { ownColumns } from './ownFields.ts'
import { type ImportPlan, lineId, news, type PlannedRow, type RowProblem } from './plan.ts'

export interface FederalImport {
  readonly agency: string | undefined
  readonly mode: 'create' | 'update' | 'createOrUpdate'
  readonly run: string
  /** Day the evidence is entered under. */
  readonly today: string
}

const registers = [
  'aiSystem',
  'organisationalUnit',
  'supplier',
  'dataset',
  'evidence',
  'impactAssessment',
  'monitor',
  'risk',
  'customField',
]

/** Works out the whole inventory, or one agency's part: systems, and what is said about them, each in its register. */
export async function planFederal(
  store: Store,
  org: string,
  actor: Actor,
  table: Table,
  wanted: FederalImport,
): Promise<ImportPlan> {
  for (const name of registers) {
    const register = store.registry.get(name)
    if (!register || !isGranted(register.can.create, actor, null))
      throw problem(
        'access/forbidden',
        `The inventory goes to several registers; your role may not add ${register?.label.many.toLowerCase() ?? name}.`,
      )
  }
  const rowAt = new Map(table.rows.map((r) => [r.line, r]))
  const plans = await readable(async () => [...planFederalInventory(table)].filter((p) => isOf(p, wanted.agency)))
  if (plans.length === 0) throw noSuchAgency(table, wanted.agency)
  const homes = federalHomes(table)
  const said = plans.map((plan) => verbatim(plan, homes, rowAt.get(plan.line)))
  const system = store.registry.get('aiSystem')
  if (!system) throw new Error('the store was not given the register aiSystem')
  const own = await ownColumns(store, org, actor, system, [...new Set(said.flatMap((s) => [...s.keys()]))], wanted.run)
  const shared = await sharedRecords(store, org, actor, plans, wanted.run)
  const references = plans.map((p) => referenceOf(p.key))
  const existing = await recordsByKey(store.pool, org, store.registry.all, system, actor, 'sourceReference', references)
  const fields: Fields = {
    ...(await store.customFields(org, system.name)),
    ...Object.fromEntries([...own.keyOf.values()].map((k) => [k, f.longText().optional()])),
  }
  const problems: RowProblem[] = []
  const rows = plans.map((plan, index): PlannedRow => {
    const custom = Object.fromEntries(
      [...(said[index] ?? [])].map(([column, text]) => [own.keyOf.get(column) ?? column, text]),
    )
    const found: RowProblem[] = plan.problems.map(({ line, column, field, message, value, severity }) => ({
      line,
      column,
      field,
      message,
      value,
      severity,
    }))
    const row = planRow(plan, custom, index + 1, found)
    problems.push(...found)
    return row
  })
  return { registers, before: [...own.before, ...shared.before], rows, problems }

  function planRow(
    plan: FederalPlan,
    custom: Record<string, string>,
    ordinal: number,
    found: RowProblem[],
  ): PlannedRow {
    const tell = (column: string, field: string, message: Said, severity: RowProblem['severity'], value = '') =>
      found.push({ line: plan.line, column, field, message, value, severity })
    const values = systemValues(plan)
    for (const field of ['startedOn', 'deployedOn', 'retiredOn'])
      if (/^\d{4}(-\d\d)?$/.test(String(values[field] ?? ''))) {
        tell(
          homes.columnOf.get(field) ?? field,
          field,
          say`Only the month or year is given; it is kept as text.`,
          'warning',
          String(values[field]),
        )
        delete values[field]
      }
    dropContradictions(values, (field, message) =>
      tell(homes.columnOf.get(field) ?? field, field, message, 'warning', String(values[field])),
    )
    if (values.purpose === notStated)
      tell(
        'What is the intended purpose and expected benefits of the AI?',
        'purpose',
        say`No purpose is given; the record says so.`,
        'warning',
      )
    if (plan.aiSystem.stage === undefined)
      tell('Stage of Development', 'stage', say`No stage is given; the record begins at inception.`, 'warning')
    values.unit = shared.unitOf(plan)
    values.suppliers = shared.suppliersOf(plan)
    const title = titleOf(plan.aiSystem)
    const base = { line: plan.line, title, ref: null, because: null, changes: [] }
    const checked = validateInput(system as NonNullable<typeof system>, { values, custom }, fields, true)
    for (const { field, message } of checked.problems)
      tell(homes.columnOf.get(field) ?? field, field, message, 'error', String(values[field] ?? ''))
    if (found.some((p) => p.severity === 'error')) return { ...base, does: 'refused' }
    const id = lineId(wanted.run, ordinal, 0)
    const before = existing.get(foldKey(referenceOf(plan.key)))?.find((r) => r.id !== id)
    if (before && wanted.mode === 'create')
      return { ...base, ref: before.ref, does: 'skip', because: say`${before.ref} is there already.` }
    if (before) return planUpdate(before, checked.values, custom, base)
    if (wanted.mode === 'update') return { ...base, does: 'skip', because: say`It is not in the inventory here yet.` }
    return { ...base, does: 'create', changes: [...createChanges(plan, values, custom, id, ordinal)] }
  }

  function planUpdate(
    before: AnyRecord,
    values: Record<string, unknown>,
    custom: Record<string, string>,
    base: Omit<PlannedRow, 'does'>,
  ): PlannedRow {
    const changed = news(values, before)
    const changedOwn = news(custom, before.custom)
    const same = Object.keys(changed).length + Object.keys(changedOwn).length === 0
    if (same) return { ...base, ref: before.ref, does: 'unchanged' }
    // What was said about the system was entered with it and is worked on since; only the system itself is brought up to date.
    const change: Change = {
      do: 'edit',
      register: 'aiSystem',
      id: before.id,
      version: before.version,
      values: changed,
      custom: changedOwn,
    }
    return { ...base, ref: before.ref, does: 'update', changes: [change] }
  }

  function* createChanges(
    plan: FederalPlan,
    values: Record<string, unknown>,
    custom: Record<string, string>,
    system: string,
    ordinal: number,
  ): Generator<Change> {
    const title = titleOf(plan.aiSystem)
    const agency = one(plan.aiSystem.agency).trim()
    let part = 1
    const next = () => lineId(wanted.run, ordinal, part++)
    const datasets = plan.datasets.map((d) => ({ id: next(), d }))
    for (const { id, d } of datasets)
      yield {
        do: 'create',
        register: 'dataset',
        id,
        values: {
          title: firstPart(d.title, 250),
          category: 'training',
          description: textOf(d.statements),
          source: `${sourceName}, ${agency}`,
        },
      }
    yield {
      do: 'create',
      register: 'aiSystem',
      id: system,
      values: { ...values, ...(datasets.length > 0 ? { datasets: datasets.map((x) => x.id) } : {}) },
      custom,
    }
    if (plan.impactEvidence) {
      const { assessment, statements } = plan.impactEvidence
      let about = system
      if (assessment === 'yes' || assessment === 'planned') {
        about = next()
        yield {
          do: 'create',
          register: 'impactAssessment',
          id: about,
          values: {
            title: firstPart(`Impact of ${title}`, 250),
            assessmentType: 'initial',
            system,
            statements: statements.map(({ column, text }) => ({
              statedBy: firstPart(agency, 300),
              statedText: `${column}\n${text}`.slice(0, 10_000),
              statedOn: null,
            })),
          },
        }
      }
      yield {
        do: 'create',
        register: 'evidence',
        id: next(),
        values: {
          title: firstPart(`Statement of the agency: ${title}`, 200),
          shows: `What ${agency} says it did; nobody here has checked it.\n\n${textOf(statements)}`.slice(0, 20_000),
          collectedOn: wanted.today,
          origin: 'imported',
          standardRefs: ['iso42001:A.5.2'],
          about: about === system ? [system] : [system, about],
        },
      }
    }
    if (plan.monitor && plan.monitor.process !== null && !['none', 'not_applicable'].includes(plan.monitor.process)) {
      const said = plan.monitor.statements.map((s) => s.text).join('\n')
      yield {
        do: 'create',
        register: 'monitor',
        id: next(),
        values: {
          title: firstPart(`Monitoring of ${title}`, 250),
          metric: firstPart(`Stated: ${said}`.replace(/\s+/g, ' '), 500),
          where: `Stated by ${agency} in the ${sourceName}`,
          system,
        },
      }
    }
    for (const { text, source } of plan.risks)
      yield {
        do: 'create',
        register: 'risk',
        id: next(),
        values: {
          title: headOf(text),
          type: 'risk',
          scenario: `${text}\n\nSource: ${source}`.slice(0, 20_000),
          systems: [system],
        },
      }
  }
}

/** What a row says in its own words, by column: all that is not wholly a value of the system or a statement elsewhere. */
function verbatim(
  plan: FederalPlan,
  homes: ReturnType<typeof federalHomes>,
  row: TableRow | undefined,
): Map<string, string> {
  const said = new Map(Object.entries(plan.custom))
  for (const { at, name, home } of homes.columns) {
    const text = row?.cells[at] ?? ''
    if (text.trim() === '' || said.has(name) || said.has(`${name} (as given)`)) continue
    const keepsAll =
      home !== null && home.section !== 'aiSystem' && home.section !== 'supplier' && home.section !== 'monitor'
    if (keepsAll || (home !== null && homeFields.has(home.field) && !isCut(plan, home.field))) continue
    said.set(name, text)
  }
  return said
}

const isCut = (plan: FederalPlan, field: string) =>
  // Dates are kept as written too: the form's order of month and day was declared by us, not by the file.
  field.endsWith('On') || (field === 'title' && titleOf(plan.aiSystem) !== one(plan.aiSystem.title))

const textOf = (statements: readonly { column: string; text: string }[]) =>
  statements.map(({ column, text }) => `${column}\n${text}`).join('\n\n')

/** A title from the beginning of a longer text. */
function headOf(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const sentence = /^.{20,180}?[.;:](?= |$)/.exec(line)?.[0]
  const head = sentence ? sentence.slice(0, -1) : line
  return head.length > 200 ? `${firstPart(head, 199)}…` : head
}

/** Dates that contradict each other are kept as text only; which of the two is wrong, nobody here can tell. */
function dropContradictions(values: Record<string, unknown>, tell: (field: string, message: Said) => void): void {
  const after = (later: string, earlier: string, message: Said) => {
    const [a, b] = [values[later], values[earlier]]
    if (typeof a !== 'string' || typeof b !== 'string' || a >= b) return
    tell(later, message)
    delete values[later]
  }
  after('deployedOn', 'startedOn', say`It lies before the day work began; the text is kept, the date left open.`)
  after('retiredOn', 'deployedOn', say`It lies before the day of deployment; the text is kept, the date left open.`)
}

const isOf = (plan: FederalPlan, agency: string | undefined) =>
  agency === undefined ||
  [plan.aiSystem.agency, plan.aiSystem.agencyCode].some((name) => foldKey(one(name)) === foldKey(agency))

function noSuchAgency(table: Table, agency: string | undefined) {
  const at = table.columns.find((c) => c.name === 'Agency')?.index ?? -1
  const names = [...new Set(table.rows.map((r) => (r.cells[at] ?? '').trim()))].filter((n) => n !== '')
  return problem(
    'import/unreadable',
    `No row is of the agency "${agency ?? ''}"; the file has ${names.slice(0, 40).join(', ')}.`,
  )
}

/** Units and suppliers that several rows share: found by name where they are there already, made once where not. */
async function sharedRecords(store: Store, org: string, actor: Actor, plans: readonly FederalPlan[], run: string) {
  const before: { register: string; title: string; changes: Change[] }[] = []
  const unitRegister = store.registry.get('organisationalUnit')
  const supplierRegister = store.registry.get('supplier')
  if (!unitRegister || !supplierRegister)
    throw new Error('the store was not given the registers of units and suppliers')
  const units = await allOf(store.pool, org, unitRegister)
  const unitIds = new Map<string, string>()
  const keyOf = (parent: string | null, title: string) => `${parent ?? ''} | ${foldKey(title)}`
  for (const u of units) unitIds.set(keyOf(typeof u.parent === 'string' ? u.parent : null, u.title), u.id)
  const make = (register: string, title: string, values: Record<string, unknown>): string => {
    const id = lineId(run, 0, 1000 + before.length)
    before.push({ register, title, changes: [{ do: 'create', register, id, values: { title, ...values } }] })
    return id
  }
  const unit = (parent: string | null, title: string, values: Record<string, unknown>): string => {
    const key = keyOf(parent, title)
    const id = unitIds.get(key) ?? make('organisationalUnit', title, values)
    unitIds.set(key, id)
    return id
  }
  const agencyOf = (plan: FederalPlan) => {
    const title = one(plan.aiSystem.agency).replace(/\s+/g, ' ').trim()
    return title === '' ? null : unit(null, title, {})
  }
  const unitByLine = new Map<number, string | null>()
  const contracts = new Map<string, string>()
  const known = await recordsByKey(
    store.pool,
    org,
    store.registry.all,
    supplierRegister,
    actor,
    'contractReference',
    plans.flatMap(contractsOf),
  )
  for (const plan of plans) {
    const agency = agencyOf(plan)
    const bureau = firstPart(one(plan.aiSystem.unit).replace(/\s+/g, ' ').trim(), 200)
    // Some agencies repeat their own name where the bureau belongs.
    const isAgency =
      bureau === '' || [plan.aiSystem.agency, plan.aiSystem.agencyCode].some((n) => foldKey(one(n)) === foldKey(bureau))
    unitByLine.set(plan.line, isAgency ? agency : unit(agency, bureau, { parent: agency }))
    for (const contract of contractsOf(plan)) {
      if (contracts.has(contract)) continue
      const there = known.get(foldKey(contract))?.[0]
      contracts.set(
        contract,
        there?.id ??
          make('supplier', `Contractor under ${contract}`, {
            provides: [],
            providesAi: true,
            contractReference: contract,
            description: `The ${sourceName} names the contract, not the company; fill in who it is.`,
          }),
      )
    }
  }
  return {
    before,
    unitOf: (plan: FederalPlan) => unitByLine.get(plan.line) ?? null,
    suppliersOf: (plan: FederalPlan) => contractsOf(plan).flatMap((c) => contracts.get(c) ?? []),
  }
}
