import type { RecordOf } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { controlDecision } from '../../registers/controlDecision.ts'
import { document } from '../../registers/document/document.ts'
import { type DocumentTemplate, documentTemplates, requiredDocuments } from '../../standard/documents.ts'
import { thresholds } from '../limits.ts'
import type { ProposedChange } from '../proposedChange.ts'
import { idsServing } from '../readiness/documentHomes.ts'
import type { Snapshot } from '../snapshot.ts'
import { facts } from './facts/index.ts'
import { leadOf } from './facts/peopleFacts.ts'
import { type Outline, readOutline } from './readOutline.ts'
import { type DraftLanguage, english, type Voice } from './voice.ts'

const toDecide: Readonly<Record<DraftLanguage, string>> = { en: 'To decide', de: 'Zu entscheiden' }

/** Outlines that are policies; the others are procedures, but for the manual. */
const kinds: Readonly<Record<string, RecordOf<typeof document>['kind']>> = {
  'TPL-01': 'policy',
  'TPL-02': 'statement',
  'TPL-15': 'policy',
}

/**
 * A document begun from its outline: its sections with what the organisation's own records say, and marked places where
 * they say nothing yet. Null when there is no such outline.
 */
export function draftDocument(snapshot: Snapshot, id: string, voice: Voice = english): ProposedChange | null {
  const template = documentTemplates.find((t) => t.id === id)
  const outline = readOutline(id, voice.language)
  if (template === undefined || outline === null) return null
  const isPolicy = id === 'TPL-01'
  return {
    do: 'create',
    register: document.name,
    values: {
      title: outline.title ?? template.title,
      kind: kinds[id] ?? 'procedure',
      documentId: id,
      standardRefs: template.iso42001.map((ref) => `iso42001:${ref}`),
      body: write(snapshot, outline, voice),
      classification: 'internal',
      versionLabel: '1.0',
      nextReviewOn: inMonths(snapshot.today, thresholds(snapshot).documentReviewMonths),
      ...(isPolicy ? { framesObjectives: true, commitsToRequirements: true, commitsToImprovement: true } : {}),
      ...ownerOf(snapshot),
    },
    reason: say`Begun from outline ${id}, with what the records say.`,
  }
}

const ownerOf = (snapshot: Snapshot) => {
  const lead = leadOf(snapshot)
  return lead === null ? {} : { owner: lead }
}

function write(snapshot: Snapshot, outline: Outline, voice: Voice): string {
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)(?:\|([^}]*))?\}\}/g, (_, name: string, decide: string | undefined) => {
      const said = facts[name]?.(snapshot, voice) ?? null
      return said ?? `[${toDecide[voice.language]}: ${decide ?? name}]`
    })
  return outline.sections.map(({ heading, text }) => `## ${capital(heading)}\n\n${fill(text)}`).join('\n\n')
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

const inMonths = (day: string, months: number) => Temporal.PlainDate.from(day).add({ months }).toString()

/** Needed documents that one written from the outline serves as. */
export const servedBy = (template: string): readonly string[] =>
  requiredDocuments.filter((d) => idsServing(d.id).includes(template)).map((d) => d.id)

/** Whether a document, however far, already does what one from this outline would do. */
function isThere(snapshot: Snapshot, template: DocumentTemplate): boolean {
  const ids = new Set([template.id, ...servedBy(template.id)])
  return snapshot
    .of(document)
    .some((d) => d.documentId !== null && ids.has(d.documentId) && d.state !== 'retired' && d.state !== 'superseded')
}

/** An outline that serves only controls which the statement of applicability leaves out is not needed. */
function isWanted(snapshot: Snapshot, template: DocumentTemplate): boolean {
  const excluded = new Set(
    snapshot
      .of(controlDecision)
      .filter((line) => line.applicable === 'no')
      .map((line) => line.control),
  )
  return template.iso42001.some((ref) => !excluded.has(`iso42001:${ref}`))
}

/** A draft of each document that has an outline, is needed here and was not begun. */
export const proposeDocuments = (snapshot: Snapshot, voice: Voice = english): readonly ProposedChange[] =>
  documentTemplates
    .filter((template) => isWanted(snapshot, template) && !isThere(snapshot, template))
    .flatMap((template) => draftDocument(snapshot, template.id, voice) ?? [])
