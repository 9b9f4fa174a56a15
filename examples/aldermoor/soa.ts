import { controls } from '../../src/standard/index.ts'
import { type Chapter, create, move, on, type Values } from '../story.ts'
import { controlLines } from './controlLines.ts'
import { people } from './people.ts'

/** The lines as they stood on a day, with names as text. */
function linesOn(day: string): Values[] {
  const annexA = controlLines.map((line): Values => {
    const isDone = line.state !== 'planned' && line.done <= day
    return {
      control: `iso42001:${line.id}`,
      title: controls.find((c) => c.id === line.id)?.title ?? line.id,
      source: 'annex_a',
      applicable: 'yes',
      justification: line.why,
      implementation: isDone ? line.state : 'planned',
      howImplemented: isDone ? line.how : null,
      owner: people[line.owner].name,
      lastVerifiedOn: line.checked !== null && line.checked <= day ? line.checked : null,
    }
  })
  return [
    ...annexA,
    {
      control: 'own:OVERSIGHT-1',
      title: 'Second clerk for refusals above 2,500 euros',
      source: 'own',
      applicable: 'yes',
      justification: 'A large refusal changes lives; the pilot found one wrong refusal in forty.',
      implementation: day < '2026-02-16' ? 'planned' : 'implemented',
      owner: people.jeroen.name,
    },
    {
      control: 'own:MARK-1',
      title: 'Invisible mark in generated pictures',
      source: 'own',
      applicable: 'no',
      exclusionJustification: 'Pictures are made with a service that marks them already; tested on twenty pictures.',
      owner: people.elif.name,
    },
  ]
}

export const soaChapter: Chapter = [
  on('2025-10-20', 'hanne', [
    create('soaVersion', 'soa-1', {
      title: 'Statement of applicability',
      versionLabel: '1.0',
      takenOn: '2025-10-20',
      changeNote: 'First version, all 38 reference controls and two of our own.',
      lines: linesOn('2025-10-20'),
      owner: 'hanne',
    }),
    move('soa-1', 'submit'),
  ]),
  on('2025-10-27', 'femke', [move('soa-1', 'approve')]),
  on('2026-06-17', 'hanne', [
    create('soaVersion', 'soa-2', {
      title: 'Statement of applicability',
      versionLabel: '1.1',
      takenOn: '2026-06-17',
      changeNote: 'State after the control check of June; decisions unchanged.',
      lines: linesOn('2026-06-17'),
      owner: 'hanne',
      replaces: 'soa-1',
    }),
    move('soa-2', 'submit'),
  ]),
  on('2026-06-24', 'femke', [move('soa-2', 'approve')]),
  on('2026-06-24', 'hanne', [move('soa-1', 'supersede')]),
]
