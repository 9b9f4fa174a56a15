import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exampleStart, tellExample } from '../../examples/index.ts'
import { type Actor, type AnyRecord, Problem, type Role, roles } from '../../src/model/index.ts'
import { registers } from '../../src/registers/index.ts'
import { customFieldSource } from '../../src/server/customFields.ts'
import { type TestStore, testStore } from '../support/store.ts'
import { registerNamed } from '../support/world.ts'

/** Undone by the import itself, with its records: test/imports/undoAndJobs.test.ts. */
const madeElsewhere = ['importRun undo']

type Values = Readonly<Record<string, unknown>>

interface Step {
  readonly move: string
  readonly values?: Values
  /** Holders of these roles make it; everybody who may is tried when left out. */
  readonly as?: Role
  /** The person whom the actor stands for, as the link of this name says. */
  readonly asLinked?: string
}

interface Story {
  readonly register: string
  /** State a record of the example is taken in. */
  readonly from: string
  readonly where?: (record: AnyRecord) => boolean
  /** The story is told on a new record with the same values and links. */
  readonly isCopied?: boolean
  readonly steps: readonly Step[]
}

const days = (from: string, years: number) => `${Number(from.slice(0, 4)) + years}${from.slice(4)}`
const today = new Date().toISOString().slice(0, 10)

/** What neither the general walk nor the example's history does, told on from where the example stands. */
const stories: readonly Story[] = [
  {
    register: 'appointment',
    from: 'accepted',
    steps: [{ move: 'amend' }, { move: 'offer' }, { move: 'decline', asLinked: 'person' }],
  },
  { register: 'audit', from: 'closed', steps: [{ move: 'reopen' }] },
  {
    register: 'businessCase',
    from: 'approved',
    steps: [
      {
        move: 'close',
        values: { actuals: [{ until: today, cost: 40_000, effortDays: 150, benefit: 90_000, note: null }] },
      },
    ],
  },
  {
    register: 'certificationCycle',
    from: 'planned',
    steps: [
      { move: 'finishStage1', values: { stage1On: today, stage1DoneOn: today } },
      { move: 'finishStage2', values: { stage2On: today, stage2DoneOn: today, recommendation: 'certify' } },
      {
        move: 'certify',
        values: {
          decisionOn: today,
          certificateNumber: 'AIMS 1042',
          certificateFrom: today,
          certificateUntil: days(today, 3),
          surveillance1On: days(today, 1),
        },
      },
      { move: 'suspend' },
      { move: 'restore' },
    ],
  },
  { register: 'controlDecision', from: 'decided', where: (r) => r.source === 'own', steps: [{ move: 'remove' }] },
  { register: 'dataQualityResult', from: 'failed', steps: [{ move: 'reject' }] },
  { register: 'dataset', from: 'approved', steps: [{ move: 'revise' }] },
  { register: 'deployment', from: 'deployed', steps: [{ move: 'rollBack' }] },
  {
    register: 'deployment',
    from: 'deployed',
    isCopied: true,
    steps: [{ move: 'approve' }, { move: 'withdrawApproval' }],
  },
  { register: 'document', from: 'approved', where: (r) => r.kind === 'record', steps: [{ move: 'correct' }] },
  {
    register: 'finding',
    from: 'closed',
    steps: [
      { move: 'verify', values: { effectivenessResult: 'Three later releases were looked at; none went live early.' } },
      { move: 'reopen' },
    ],
  },
  { register: 'finding', from: 'implemented', steps: [{ move: 'sendBack' }] },
  {
    register: 'impactAssessment',
    from: 'inForce',
    where: (r) => r.independentReviewer !== null,
    steps: [
      { move: 'reassess' },
      { move: 'rewrite' },
      { move: 'consult' },
      { move: 'sendToReview' },
      { move: 'passReview', asLinked: 'independentReviewer' },
      { move: 'signAsTop' },
    ],
  },
  { register: 'interestedParty', from: 'confirmed', steps: [{ move: 'reconsider' }] },
  { register: 'managementReview', from: 'signed', steps: [{ move: 'withdrawSignature' }] },
  { register: 'risk', from: 'monitored', steps: [{ move: 'reassess' }] },
  { register: 'soaVersion', from: 'approved', isCopied: true, steps: [{ move: 'submit' }, { move: 'sendBack' }] },
  {
    register: 'treatmentPlan',
    from: 'approved',
    steps: [{ move: 'revise' }, { move: 'submit' }, { move: 'sendBack' }],
  },
  { register: 'treatmentPlan', from: 'approved', steps: [{ move: 'replace' }] },
]

const clock = { at: '2020-01-01T00:00:00Z' }
let it: TestStore
let org: string
const made = new Set<string>()

beforeAll(async () => {
  it = await testStore(registers, { customFields: customFieldSource, clock: () => clock.at })
  clock.at = exampleStart(today)
  org = (await it.store.directory.createOrganisation('Aldermoor Finance', 'example', clock.at)).id
  await tellExample(it.store, org, clock, { today })
  clock.at = `${today}T23:00:00Z`
  for (const entry of await it.store.activity(org, everything, { before: null, since: null, limit: 100_000 }, null))
    if (entry.action.startsWith('move.')) made.add(`${entry.register} ${entry.action.slice(5)}`)
}, 60_000)
afterAll(() => it?.close())

async function inState({ register, from, where }: Story): Promise<AnyRecord> {
  const found: AnyRecord[] = []
  for await (const part of it.store.stream(org, [register], null))
    found.push(...part.filter((r) => r.state === from && !r.archived && (where?.(r) ?? true)))
  const [record] = found
  if (!record) throw new Error(`the example has no ${register} that is ${from}`)
  return record
}

/** A record of its own with what people may write of another one. */
async function copyOf(record: AnyRecord): Promise<AnyRecord> {
  const { name, fields, links } = registerNamed(record.register)
  const written = [...Object.keys(fields).filter((f) => !fields[f]?.setByMove), ...Object.keys(links)]
  const values = Object.fromEntries(written.map((field) => [field, record[field]]))
  const { records } = await it.store.commit({
    actor: somebody('aimsLead', null),
    org,
    changes: [{ do: 'create', register: name, values }],
  })
  return records[0] as AnyRecord
}

function somebody(role: Role, person: string | null): Actor {
  return {
    kind: 'person',
    id: `story-${role}`,
    name: `Story ${role}`,
    person,
    roles: [role],
    via: 'api',
  }
}

const everything: Actor = { ...somebody('aimsLead', null), roles }

/** Makes the move as the first of those who may; the last refusal is told when nobody can. */
async function take(register: string, record: AnyRecord, step: Step): Promise<AnyRecord> {
  const person = step.asLinked === undefined ? null : (record[step.asLinked] as string)
  let last: unknown
  for (const role of step.as === undefined ? roles : [step.as]) {
    try {
      const { records } = await it.store.commit({
        actor: somebody(role, person),
        org,
        reason: 'Because the story goes on so',
        changes: [
          { do: 'move', register, id: record.id, version: record.version, move: step.move, values: step.values ?? {} },
        ],
      })
      return records[0] as AnyRecord
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (last === undefined || error.code !== 'access/forbidden') last = error
    }
  }
  throw new Error(
    `${register} ${record.ref} ${step.move}: ${String(last)} ${JSON.stringify((last as Problem).details)}`,
  )
}

test.each(stories.map((s) => [`${s.register} ${s.steps.map((m) => m.move).join(', ')}`, s] as const))(
  '%s',
  async (_name, story) => {
    const found = await inState(story)
    let record = story.isCopied ? await copyOf(found) : found
    for (const step of story.steps) {
      const move = registerNamed(story.register).workflow.moves[step.move]
      const before = record
      record = await take(story.register, record, step)
      expect(record).toMatchObject({ state: move?.to, version: before.version + 1 })
      made.add(`${story.register} ${step.move}`)
    }
  },
)

test('every move that the general walk leaves out is made in the example or in a story', async () => {
  const golden = await readFile(join(import.meta.dirname, '../golden/guardedMoves.golden.txt'), 'utf8')
  const left = golden.split('\n').map((line) => line.split(':')[0] ?? '')
  expect(left.length).toBeGreaterThan(50)
  expect(left.filter((move) => move !== '' && !made.has(move) && !madeElsewhere.includes(move))).toEqual([])
})
