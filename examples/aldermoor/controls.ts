import { controls } from '../../src/standard/index.ts'
import { type Chapter, create, edit, move, on, type Step, type StoryEvent, type Values } from '../story.ts'
import { type ControlLine, controlLines } from './controlLines.ts'
import type { PersonKey } from './people.ts'

export const controlKey = (id: string) => `ctl-${id}`

const titles = new Map(controls.map((c) => [c.id, c.title]))

const byOwner = (lines: readonly ControlLine[]) => [...Map.groupBy(lines, (line) => line.owner)]

const reasonsOf = (line: ControlLine): Values[] => line.reasons.map(([reason, because]) => ({ reason, because }))

/** The decision about each reference control, taken in three sittings. */
const sittings: readonly (readonly [day: string, by: PersonKey, groups: string])[] = [
  ['2025-10-13', 'hanne', 'A.2 A.3 A.4 A.5'],
  ['2025-10-14', 'hanne', 'A.6 A.7'],
  ['2025-10-15', 'hanne', 'A.8 A.9 A.10'],
]

const inGroups = (groups: string) =>
  controlLines.filter((line) => groups.split(' ').some((group) => line.id.startsWith(`${group}.`)))

const decisions = sittings.flatMap(([day, by, groups]): StoryEvent[] => [
  on(
    day,
    by,
    inGroups(groups).map((line) =>
      edit(controlKey(line.id), {
        applicable: 'yes',
        owner: line.owner,
        reasons: reasonsOf(line),
        justification: line.why,
        implementation: 'planned',
        plannedFor: line.planned,
        guidanceConsidered: true,
      }),
    ),
    'Sitting of the AI board on the statement of applicability',
  ),
  on(
    day,
    'idris',
    inGroups(groups).map((line): Step => move(controlKey(line.id), 'decide')),
  ),
])

/** Owners say how a control was put in place, on the day they were done with theirs. */
const inPlace = byOwner(controlLines).flatMap(([owner, lines]): StoryEvent[] =>
  lines
    .filter((line) => line.state !== 'planned')
    .map((line) =>
      on(line.done, owner === 'ottilie' || owner === 'mireille' ? 'hanne' : owner, [
        edit(controlKey(line.id), { implementation: line.state, howImplemented: line.how, documents: line.documents }),
      ]),
    ),
)

/** The lead checks that controls work, and writes down what was seen. */
const verified = [
  ...Map.groupBy(
    controlLines.filter((line) => line.checked !== null),
    (line) => line.checked ?? '',
  ),
].map(([day, lines]) =>
  on(
    day,
    'hanne',
    lines.map((line) => edit(controlKey(line.id), { lastVerifiedOn: day, verificationResult: line.seen })),
    'Control check of the half-year',
  ),
)

export const controlChapter: Chapter = [
  on(
    '2025-08-26',
    'hanne',
    controlLines.map((line) =>
      create('controlDecision', controlKey(line.id), {
        title: titles.get(line.id) ?? line.id,
        source: 'annex_a',
        control: `iso42001:${line.id}`,
        applicable: 'undecided',
      }),
    ),
    'Statement of applicability begun: one line for each reference control',
  ),
  ...decisions,
  on('2025-10-15', 'hanne', [
    create('controlDecision', 'ctl-second', {
      title: 'Second clerk for refusals above 2,500 euros',
      source: 'own',
      control: 'own:OVERSIGHT-1',
      description: 'Two clerks sign a refusal that the score proposed, each without seeing the other.',
      applicable: 'yes',
      reasons: [{ reason: 'risk', because: 'Refusals confirmed without reading' }],
      justification: 'A large refusal changes lives; the pilot found one wrong refusal in forty.',
      implementation: 'planned',
      plannedFor: '2026-02-16',
      owner: 'jeroen',
    }),
    create('controlDecision', 'ctl-label', {
      title: 'Invisible mark in generated pictures',
      source: 'own',
      control: 'own:MARK-1',
      description: 'A mark that programs can read in every picture that was generated.',
      applicable: 'no',
      exclusionJustification: 'Pictures are made with a service that marks them already; tested on twenty pictures.',
      owner: 'elif',
    }),
  ]),
  on('2025-10-15', 'idris', [move('ctl-second', 'decide'), move('ctl-label', 'decide')]),
  ...inPlace,
  on('2026-02-16', 'jeroen', [
    edit('ctl-second', {
      implementation: 'implemented',
      howImplemented: 'Rule in the lending desk since the start of version 4.1.',
    }),
  ]),
  ...verified,
]
