import { describe, expect, it } from 'vitest'
import { type Actor, type AnyRecord, asRegister, type GuardContext, type Register } from '../model/index.ts'
import { reviewInputs, reviewOutputs } from '../standard/certification.ts'
import { audit } from './audit.ts'
import { concern } from './concern.ts'
import { correctiveAction } from './correctiveAction.ts'
import { finding } from './finding.ts'
import { managementReview } from './managementReview.ts'

const ines: Actor = {
  kind: 'person',
  id: 'a1',
  name: 'Ines Park',
  person: 'p-ines',
  roles: ['internalAuditor'],
  via: 'web',
}

function record(register: Register, values: Readonly<Record<string, unknown>>): AnyRecord {
  const fields = Object.keys(register.fields).map((name) => [name, null])
  const links = Object.entries(register.links).map(([name, link]) => [name, link.many ? [] : null])
  const base = {
    id: 'r1',
    register: register.name,
    ref: `${register.refPrefix}-1`,
    title: 'Example',
    state: register.workflow.initial,
    owner: null,
    version: 1,
    createdAt: '2026-03-01T09:00:00Z',
    createdBy: 'someone',
    updatedAt: '2026-03-01T09:00:00Z',
    archived: false,
    custom: {},
  }
  return { ...base, ...Object.fromEntries([...fields, ...links]), ...values }
}

/** The reason a move is refused for, or false. */
function refusal(
  register: Register,
  move: string,
  values: Readonly<Record<string, unknown>>,
  related: Readonly<Record<string, readonly AnyRecord[]>> = {},
) {
  const context: GuardContext = { actor: ines, today: '2026-06-01', now: '2026-06-01T09:00:00Z', related }
  return register.workflow.moves[move]?.unless?.(record(register, values), context)
}

const linked = (values: Readonly<Record<string, unknown>>) => record(asRegister(correctiveAction), values)

describe('an auditor', () => {
  const register = asRegister(audit)

  it('starts an audit of a system somebody else owns', () => {
    expect(refusal(register, 'start', { owner: 'p-ines' }, { systems: [linked({ owner: 'p-tom' })] })).toBe(false)
  })
  it('cannot start an audit of a system an auditor owns', () => {
    const systems = [linked({ ref: 'AIS-3', owner: 'p-ines' })]
    expect(String(refusal(register, 'start', { auditors: ['p-ines'] }, { systems }))).toContain('AIS-3')
    expect(String(refusal(register, 'report', { owner: 'p-ines', reportText: 'Done' }, { systems }))).toContain('AIS-3')
  })
  it('cannot audit a control an auditor answers for', () => {
    const scope = { owner: 'p-ines', scopeRefs: ['iso42001:9.1', 'iso42001:8.2'] }
    expect(refusal(register, 'start', { ...scope, auditorOwns: ['iso42001:5.2'] })).toBe(false)
    expect(String(refusal(register, 'start', { ...scope, auditorOwns: ['iso42001:8.2'] }))).toContain('iso42001:8.2')
  })
  it('must be named', () => {
    expect(String(refusal(register, 'start', {}))).toContain('at least one auditor')
  })
})

describe('a nonconformity', () => {
  const register = asRegister(finding)
  const analysed = { grade: 'minor', cause: 'No gate in the pipeline', similarCases: 'Ten releases looked at' }

  it('is closed by someone who had no part in it', () => {
    expect(refusal(register, 'close', analysed, { actions: [linked({ owner: 'p-tom', doneBy: 'Tom' })] })).toBe(false)
  })
  it('is not closed without a cause', () => {
    expect(refusal(register, 'close', { grade: 'minor' })).toContain('cause')
    expect(String(refusal(register, 'note', { grade: 'major' }))).toContain('without action')
    expect(refusal(register, 'note', { grade: 'ofi' })).toBe(false)
  })
  it('is not confirmed by who did one of its actions', () => {
    const actions = [linked({ owner: 'p-tom', doneBy: 'Ines Park' })]
    expect(String(refusal(register, 'close', analysed, { actions }))).toContain('no part in it')
    expect(String(refusal(register, 'verify', analysed, { actions }))).toContain('no part in it')
  })
  it('counts as carried out only when each action is done', () => {
    const open = linked({ ref: 'CA-7', state: 'planned' })
    expect(String(refusal(register, 'implement', analysed, { actions: [open] }))).toContain('CA-7')
    expect(refusal(register, 'implement', analysed, { actions: [linked({ doneOn: '2026-05-02' })] })).toBe(false)
  })
})

describe('a corrective action', () => {
  it('is judged by another person than the one who did it', () => {
    const register = asRegister(correctiveAction)
    expect(refusal(register, 'confirm', { owner: 'p-tom', doneBy: 'Tom Okafor' })).toBe(false)
    expect(String(refusal(register, 'confirm', { owner: 'p-ines', doneBy: 'Tom Okafor' }))).toContain('another person')
    expect(String(refusal(register, 'confirm', { owner: 'p-tom', doneBy: 'Ines Park' }))).toContain('another person')
  })
})

describe('a management review', () => {
  const register = asRegister(managementReview)
  const complete = {
    attendees: [{ name: 'Joana', function: 'Managing director', topManagement: true, present: true }],
    minutes: 'Minutes',
    inputs: reviewInputs.map((i) => ({ input: i.id, summary: 'Looked at', source: null })),
    decisions: reviewOutputs.map((o) => ({ number: o.id, kind: o.id, decision: 'None', owner: null, dueOn: null })),
  }

  it('is signed when every topic was looked at and decided on', () => {
    expect(refusal(register, 'sign', complete)).toBe(false)
  })
  it('is not signed without top management in the room', () => {
    const absent = [{ name: 'Joana', function: 'Managing director', topManagement: true, present: false }]
    expect(String(refusal(register, 'sign', { ...complete, attendees: absent }))).toContain('top management')
    expect(String(refusal(register, 'hold', { heldOn: '2026-05-30', attendees: absent }))).toContain('top management')
  })
  it('is not signed with a required topic or decision missing', () => {
    expect(String(refusal(register, 'sign', { ...complete, inputs: complete.inputs.slice(1) }))).toContain(
      reviewInputs[0]?.text,
    )
    expect(String(refusal(register, 'sign', { ...complete, decisions: [] }))).toContain(reviewOutputs[1]?.text)
  })
})

describe('a concern', () => {
  const register = asRegister(concern)

  it('is not handled by a person it is about, nor by the owner of the system', () => {
    expect(refusal(register, 'take', { owner: 'p-tom' })).toBe(false)
    expect(String(refusal(register, 'take', { owner: 'p-tom', aboutPeople: ['p-tom'] }))).toContain(
      'choose another handler',
    )
    expect(refusal(register, 'answer', { aboutPeople: ['p-ines'] })).toContain('about you')
    expect(refusal(register, 'close', {}, { systems: [linked({ owner: 'p-ines' })] })).toContain('You own')
  })
  it('gives administrators no way in', () => {
    const granted = [...concern.can.read, ...concern.can.edit, ...concern.can.archive]
    expect(granted).not.toContain('administrator')
    expect(Object.values(register.workflow.moves).flatMap((m) => m.by)).not.toContain('administrator')
  })
  it('keeps out of the pages of systems and people', () => {
    expect(Object.values(register.links).every((link) => link.inverse === undefined)).toBe(true)
  })
  it('holds no name when it is anonymous', () => {
    expect(register.check?.(record(register, { anonymous: true, raisedBy: 'Ana' }))).toHaveProperty('raisedBy')
    expect(register.check?.(record(register, { anonymous: false, raisedBy: 'Ana' }))).toEqual({})
  })
})
