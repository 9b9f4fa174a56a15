import { afterAll, beforeAll, expect, test } from 'vitest'
import { isProposalKind, proposalKinds } from '../../src/server/proposals.ts'
import { type TestApp, testApp } from '../support/app.ts'

interface Proposed {
  do: string
  register: string
  values: Record<string, unknown>
  reason: string
}

let t: TestApp
beforeAll(async () => {
  t = await testApp()
})
afterAll(() => t.close())

// Treatments come before the statement of applicability: their controls have no lines then, which is the harder case.
const kinds = ['roles', 'risks', 'treatments', 'triage', 'applicability', 'documents', 'requests', 'questions', 'tasks']

async function proposals(kind: string, language: string): Promise<Proposed[]> {
  const headers = { 'accept-language': language }
  if (isProposalKind(kind))
    return (
      await t.send<{ changes: Proposed[] }>(t.people.aimsLead, 'GET', `${t.base}/proposals/${kind}`, undefined, headers)
    ).body.changes
  const gap = await t.send<{ tasks: Proposed[] }>(t.people.aimsLead, 'GET', `${t.base}/gap`, undefined, headers)
  return gap.body.tasks
}

/** What is written for people; all else is the same in every language. */
const texts = new Set([
  'title',
  'scenario',
  'ratingReason',
  'description',
  'expectedEffect',
  'reasons',
  'justification',
  'exclusionJustification',
  'goodSign',
  'body',
])
const withoutTexts = (proposed: readonly Proposed[]) =>
  proposed.map(({ values, reason: _, ...change }) => ({
    ...change,
    values: Object.fromEntries(Object.entries(values).filter(([name]) => !texts.has(name))),
  }))
const textsIn = (proposed: readonly Proposed[]): string[] =>
  proposed.flatMap(({ values, reason }) => [
    reason,
    ...[...texts].flatMap((name) => {
      const value = values[name]
      return Array.isArray(value) ? value.map((row: { because: string }) => row.because) : String(value ?? '')
    }),
  ])
const english = /\b(the|and|of|with|needs|which|is|are|you|who|how|show|without|yes|reduces|put)\b/i

const asChanges = (proposed: readonly Proposed[]) => proposed.map(({ reason: _, ...change }) => change)

test('every kind of proposal is tried here', () => {
  expect(kinds.filter(isProposalKind).toSorted()).toEqual(Object.keys(proposalKinds).toSorted())
})

test('records are written in the language of whoever takes the proposals over', async () => {
  const held = async (kind: string, code: string, language: string) =>
    (await proposals(kind, language)).find(({ values }) => values.code === code)?.values
  expect(await held('requests', 'PBC-018', 'en')).toMatchObject({
    title: 'Statement of applicability, approved version',
  })
  expect(await held('questions', 'INT-017', 'de')).toMatchObject({
    title: 'Nehmen Sie ein Risiko und zeigen Sie, wie Sie zu dieser Stufe kamen.',
    goodSign: 'Bis zur Skala nachvollziehbar',
    askedOf: 'risk_owner',
  })
})

test.each([
  ['English', 'German', 'en', 'de'],
  ['German', 'English', 'de', 'en'],
])('what was taken over in %s is not proposed again in %s', async (_first, _second, first, second) => {
  await t.close()
  t = await testApp()
  await t.commit([
    {
      do: 'create',
      register: 'aiSystem',
      values: {
        title: 'Chat',
        purpose: 'Answers customers.',
        stage: 'operation',
        origin: 'bought_product',
        personalData: true,
        decisionEffect: 'decides',
        externalEffect: true,
        userFacing: true,
      },
    },
  ])
  for (const kind of kinds) {
    const [inFirst, inSecond] = [await proposals(kind, first), await proposals(kind, second)]
    expect(inFirst.length, kind).toBeGreaterThan(0)
    expect(withoutTexts(inSecond), kind).toEqual(withoutTexts(inFirst))
    const inGerman = first === 'de' ? inFirst : inSecond
    expect(
      textsIn(inGerman).filter((text) => english.test(text)),
      kind,
    ).toEqual([])
    for (let at = 0; at < inFirst.length; at += 100) await t.commit(asChanges(inFirst.slice(at, at + 100)) as never)
    expect(await proposals(kind, second), `${kind} once more`).toEqual([])
  }
  for (const kind of kinds) expect(await proposals(kind, second), `${kind} at the end`).toEqual([])
})
