import { create, edit, move, on, type StoryEvent, type Values } from '../story.ts'
import type { PersonKey } from './people.ts'

export interface StoryDocument {
  readonly key: string
  readonly id?: string
  readonly number: string
  readonly title: string
  readonly kind: 'policy' | 'procedure' | 'plan' | 'record' | 'statement' | 'register'
  readonly owner: PersonKey
  readonly by: PersonKey
  readonly refs: readonly string[]
  readonly summary: string
  readonly body: string
  readonly written: string
  readonly approved: string
  readonly approver: PersonKey
  readonly review: string
  readonly more?: Values
}

/** A document from its first text to its approval by somebody else. */
export function documentLife(d: StoryDocument): StoryEvent[] {
  return [
    on(d.written, d.by, [
      create('document', d.key, {
        title: d.title,
        kind: d.kind,
        ...(d.id ? { documentId: d.id } : {}),
        ownNumber: d.number,
        owner: d.owner,
        summary: d.summary,
        body: d.body,
        standardRefs: d.refs.map((ref) => `iso42001:${ref}`),
        classification: 'internal',
        availableTo: 'All staff, intranet',
        retention: 'Ten years after replacement',
        versionLabel: '1.0',
        nextReviewOn: d.review,
        ...d.more,
      }),
      move(d.key, 'submit'),
    ]),
    on(d.approved, d.approver, [move(d.key, 'approve')]),
  ]
}

/** A new version of an approved document. */
export const newVersion = (
  key: string,
  by: PersonKey,
  days: readonly [written: string, approved: string],
  approver: PersonKey,
  values: Values,
): StoryEvent[] => [
  on(days[0], by, [move(key, 'revise'), edit(key, values), move(key, 'submit')]),
  on(days[1], approver, [move(key, 'approve')]),
]
