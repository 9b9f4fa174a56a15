import { asRecordsSay, type Chapter, create, move, on } from '../story.ts'

export const soaChapter: Chapter = [
  on('2025-10-20', 'hanne', [
    create('soaVersion', 'soa-1', {
      title: 'Statement of applicability',
      versionLabel: '1.0',
      takenOn: '2025-10-20',
      changeNote: 'First version, all 38 reference controls and two of our own.',
      lines: asRecordsSay,
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
      lines: asRecordsSay,
      owner: 'hanne',
      replaces: 'soa-1',
    }),
    move('soa-2', 'submit'),
  ]),
  on('2026-06-24', 'femke', [move('soa-2', 'approve')]),
  on('2026-06-24', 'hanne', [move('soa-1', 'supersede')]),
]
