import { type Chapter, create, move, on } from '../story.ts'
import { documentLife, newVersion, type StoryDocument } from './documentParts.ts'

const policyText = `## Purpose

We use AI to decide faster and more fairly about credit, and to spare people dull work. This policy says how far we go.

## Principles

- **People decide about people.** A refusal is always confirmed by a person who can change it.
- **Fair.** We measure whether groups are treated alike and act when they are not.
- **Open.** Whoever talks to a machine is told so; whoever is refused learns why.
- **Careful with data.** We use what we may use, and no more than we need.

## Red lines

No evaluation of employees. No scoring by origin, belief or health. No pressure on people in debt programmes.

## Objectives

Objectives follow these principles, have a number and a day, and are reviewed each half-year.

## Commitment

We meet the law and what we promised, and we make the management system better year by year.

## Roles

The board answers for this policy. The lead of the AI management system may stop any system that is not approved for use.`

const policies: readonly StoryDocument[] = [
  {
    key: 'doc-policy',
    id: 'DOC-C-03',
    number: 'AI-01',
    title: 'AI policy',
    kind: 'policy',
    owner: 'femke',
    by: 'hanne',
    refs: ['5.2', 'A.2.2'],
    summary: 'What we want AI to do for people, what we never do with it, and who keeps the promise.',
    body: policyText,
    written: '2025-05-20',
    approved: '2025-05-28',
    approver: 'femke',
    review: '2026-05-28',
    more: {
      framesObjectives: true,
      commitsToRequirements: true,
      commitsToImprovement: true,
      classification: 'public',
      availableTo: 'All staff and the public, website',
    },
  },
  {
    key: 'doc-use',
    id: 'TPL-15',
    number: 'AI-02',
    title: 'Acceptable use of AI',
    kind: 'policy',
    owner: 'pieter',
    by: 'pieter',
    refs: ['A.9.2', 'A.9.4'],
    summary: 'Which AI tools staff may use, what never goes into them, and how to ask for a new one.',
    body: '## Rules\n\nUse only tools on the approved list. Put no customer data, passwords or unpublished numbers into a tool that is not approved for them. Read what a tool wrote before you send it.\n\n## A new tool\n\nAsk with the intake form. The AI board answers within ten working days.\n\n## When something goes wrong\n\nTell the service desk at once; nobody is blamed for speaking up.',
    written: '2025-06-16',
    approved: '2025-06-23',
    approver: 'hanne',
    review: '2026-12-15',
  },
  {
    key: 'doc-alignment',
    id: 'DOC-A-02',
    number: 'AI-03',
    title: 'How other policies fit the AI policy',
    kind: 'record',
    owner: 'rik',
    by: 'rik',
    refs: ['A.2.3'],
    summary: 'Where security, privacy, personnel and quality policies touch AI, and what was changed in them.',
    body: '## Result\n\nInformation security: prompts and model weights added to the classes of information. Privacy: data protection assessment is done together with the impact assessment. Personnel: evaluation of employees by AI ruled out. Lending: override of a score needs a reason. Purchasing: AI questions added to the questionnaire.',
    written: '2025-09-15',
    approved: '2025-09-22',
    approver: 'hanne',
    review: '2026-09-22',
  },
  {
    key: 'doc-review-policy',
    id: 'DOC-A-03',
    number: 'AI-04',
    title: 'Review of the AI policy',
    kind: 'record',
    owner: 'hanne',
    by: 'hanne',
    refs: ['A.2.4'],
    summary: 'What was looked at in the yearly review, and what came of it.',
    body: '## Looked at\n\nThe new law on transparency, two incidents elsewhere, the first internal audit, remarks of the works council.\n\n## Outcome\n\nThe red line on employees is made clearer; nothing else changes.',
    written: '2026-05-21',
    approved: '2026-05-26',
    approver: 'femke',
    review: '2027-05-28',
  },
  {
    key: 'doc-manual',
    id: 'DOC-C-02',
    number: 'AI-05',
    title: 'AI management system: how the parts fit together',
    kind: 'procedure',
    owner: 'hanne',
    by: 'hanne',
    refs: ['4.4', '8.1'],
    summary: 'The processes, what goes in, what comes out and who runs them.',
    body: '## Map\n\nIntake and triage lead to the impact assessment. It feeds the risk register. Risks lead to controls in the statement of applicability, controls to daily work, daily work to monitoring. Audits and reviews look at all of it and send improvements back to the start.\n\n## Rhythm\n\nAI board every second Tuesday, risks each quarter, audit twice a year, management review in spring and autumn.',
    written: '2025-06-02',
    approved: '2025-06-10',
    approver: 'idris',
    review: '2026-12-01',
  },
  {
    key: 'doc-master',
    id: 'DOC-C-13',
    number: 'AI-06',
    title: 'List of documents and records',
    kind: 'register',
    owner: 'hanne',
    by: 'hanne',
    refs: ['7.5.1', '7.5.3'],
    summary: 'Which documents and records the AI management system needs, and where they are kept.',
    body: '## Documents\n\nAI-01 to AI-31, in the register of documents.\n\n## Records\n\nKept in their registers: risks, impact assessments, decisions, training, audits, reviews. Files of evidence lie with the record they prove.',
    written: '2025-10-13',
    approved: '2025-10-20',
    approver: 'idris',
    review: '2026-12-20',
  },
]

export const policyChapter: Chapter = [
  ...policies.flatMap(documentLife),
  ...newVersion('doc-policy', 'hanne', ['2026-05-22', '2026-05-28'], 'femke', {
    versionLabel: '2.0',
    changeNote: 'Red line on employees made clearer.',
    body: policyText.replace(
      'No evaluation of employees.',
      'No evaluation of employees, neither of their work nor of what they ask an assistant.',
    ),
    nextReviewOn: '2027-05-28',
  }),
  on('2025-09-08', 'pieter', [
    create('document', 'doc-security', {
      title: 'Information security policy',
      kind: 'policy',
      ownNumber: 'IS-01',
      owner: 'pieter',
      summary: 'Policy of the ISO/IEC 27001 system.',
      location: 'https://intranet.aldermoor.example/is-01',
      standardRefs: ['iso42001:A.2.3'],
      classification: 'internal',
      retention: 'Ten years after replacement',
      versionLabel: '6.1',
      nextReviewOn: '2026-09-08',
      aiRelevant: true,
      alignmentReviewedOn: '2025-09-08',
      alignmentResult: 'Prompts and model weights added to the classes of information.',
    }),
    move('doc-security', 'submit'),
  ]),
  on('2025-09-12', 'hanne', [move('doc-security', 'approve')]),
  on('2025-09-09', 'rik', [
    create('document', 'doc-act', {
      title: 'EU AI Act, consolidated text',
      kind: 'statement',
      isExternal: true,
      externalSource: 'Official Journal of the European Union, as amended',
      location: 'https://eur-lex.europa.eu/eli/reg/2024/1689/oj',
      owner: 'rik',
      classification: 'public',
      retention: 'While in force',
      versionLabel: 'amended',
      nextReviewOn: '2026-12-31',
    }),
    move('doc-act', 'submit'),
  ]),
  on('2025-09-12', 'hanne', [move('doc-act', 'approve')]),
]
