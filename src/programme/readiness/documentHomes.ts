import type { AnyRecord } from '../../model/index.ts'
import { document } from '../../registers/document/document.ts'
import type { Selection } from '../selection.ts'
import type { Snapshot } from '../snapshot.ts'
import { isDocumentInForce } from './documentsInForce.ts'

/** Outlines a needed document may be written from; a document made from one serves as all of these. */
const templatesOf: Readonly<Record<string, readonly string[]>> = {
  'DOC-C-01': ['TPL-02'],
  'DOC-C-02': ['TPL-02'],
  'DOC-C-03': ['TPL-01'],
  'DOC-C-05': ['TPL-04'],
  'DOC-C-06': ['TPL-04'],
  'DOC-C-13': ['TPL-10'],
  'DOC-A-01': ['TPL-03'],
  'DOC-A-04': ['TPL-19'],
  'DOC-A-06': ['TPL-05'],
  'DOC-A-09': ['TPL-11'],
  'DOC-A-14': ['TPL-13'],
  'DOC-A-17': ['TPL-14'],
  'DOC-A-24': ['TPL-18'],
  'DOC-A-26': ['TPL-15'],
  'DOC-A-30': ['TPL-20'],
  'DOC-P-07': ['TPL-08'],
  'DOC-P-08': ['TPL-09'],
  'DOC-P-09': ['TPL-10'],
}

interface Home {
  readonly register: string
  /** States in which a record of the register is this piece of documented information. */
  readonly states: readonly string[]
  /** What else must be true of it. */
  readonly where?: (record: AnyRecord) => boolean
}

/**
 * Documented information that a register of its own keeps: the statement of applicability is not written a second time
 * as a document. A document of that id serves as well.
 */
export const documentHomes: Readonly<Record<string, Home>> = {
  'DOC-C-01': { register: 'scopeStatement', states: ['approved'] },
  'DOC-C-04': { register: 'treatmentAction', states: ['done', 'verified'] },
  'DOC-C-07': { register: 'soaVersion', states: ['approved'] },
  'DOC-C-08': { register: 'treatmentPlan', states: ['approved'] },
  'DOC-C-09': { register: 'riskAcceptance', states: ['accepted'] },
  'DOC-C-10': { register: 'impactAssessment', states: ['inForce'] },
  'DOC-C-11': { register: 'objective', states: ['active', 'achieved', 'missed'] },
  'DOC-C-12': { register: 'competence', states: ['confirmed'] },
  'DOC-C-14': {
    register: 'evidence',
    states: ['accepted'],
    where: (e) =>
      Array.isArray(e.standardRefs) && e.standardRefs.some((ref) => /^iso42001:(8\.1|A\.)/.test(String(ref))),
  },
  'DOC-C-15': {
    register: 'risk',
    states: ['analysed', 'treatmentPlanned', 'inTreatment', 'monitored', 'accepted', 'closed'],
    where: (r) => r.assessedOn !== null,
  },
  'DOC-C-16': { register: 'treatmentAction', states: ['verified', 'ineffective'] },
  'DOC-C-17': { register: 'measurement', states: ['analysed'] },
  'DOC-C-18': { register: 'auditProgramme', states: ['approved', 'ended'] },
  'DOC-C-19': { register: 'audit', states: ['reported', 'closed'], where: (a) => a.kind === 'internal' },
  'DOC-C-20': { register: 'managementReview', states: ['signed'] },
  'DOC-C-21': {
    register: 'finding',
    states: ['actionPlanned', 'implemented', 'closed', 'verified'],
    where: (f) => f.grade === 'major' || f.grade === 'minor',
  },
  'DOC-A-02': {
    register: 'document',
    states: ['approved'],
    where: (d) => d.aiRelevant === true && d.alignmentReviewedOn !== null,
  },
  'DOC-A-03': {
    register: 'document',
    states: ['approved'],
    where: (d) => d.isAiPolicy === true && d.reviewOutcome !== null,
  },
  'DOC-A-01': { register: 'aimsRole', states: ['inForce'] },
  'DOC-A-05': { register: 'resource', states: ['inUse'] },
  'DOC-A-07': { register: 'impactAssessment', states: ['inForce'] },
  'DOC-A-08': { register: 'objective', states: ['active', 'achieved'], where: (o) => o.kind === 'development' },
  'DOC-A-10': {
    register: 'aiSystem',
    states: ['registered', 'approvedForUse', 'suspended'],
    where: (s) => Array.isArray(s.requirements) && s.requirements.length > 0,
  },
  'DOC-A-11': {
    register: 'systemDocument',
    states: ['published'],
    where: (d) => d.kind === 'design' || d.kind === 'model_card',
  },
  'DOC-A-12': { register: 'validation', states: ['passed', 'failed', 'outdated'] },
  'DOC-A-13': { register: 'deployment', states: ['approved', 'deployed', 'replaced', 'rolledBack'] },
  'DOC-A-14': { register: 'monitor', states: ['active', 'paused'] },
  'DOC-A-15': { register: 'systemDocument', states: ['published'], where: (d) => d.kind === 'technical' },
  'DOC-A-16': { register: 'eventLog', states: ['running'] },
  'DOC-A-18': { register: 'dataset', states: ['approved'], where: (d) => d.source !== null && d.rights !== null },
  'DOC-A-19': { register: 'dataQualityResult', states: ['passed', 'failed', 'deviationAccepted', 'rejected'] },
  'DOC-A-20': {
    register: 'dataset',
    states: ['approved'],
    where: (d) => Array.isArray(d.provenance) && d.provenance.length > 0,
  },
  'DOC-A-21': {
    register: 'dataset',
    states: ['approved'],
    where: (d) => Array.isArray(d.preparation) && d.preparation.length > 0,
  },
  'DOC-A-22': { register: 'systemDocument', states: ['published'], where: (d) => d.kind === 'user_info' },
  'DOC-A-23': {
    register: 'aiSystem',
    states: ['registered', 'approvedForUse', 'suspended'],
    where: (s) => s.externalChannel !== null,
  },
  'DOC-A-25': { register: 'obligation', states: ['applies'], where: (o) => o.isReporting === true },
  'DOC-A-27': { register: 'objective', states: ['active', 'achieved'], where: (o) => o.kind === 'use' },
  'DOC-A-28': {
    register: 'aiSystem',
    states: ['approvedForUse', 'suspended'],
    where: (s) => Array.isArray(s.intendedUses) && s.intendedUses.length > 0,
  },
  'DOC-A-29': {
    register: 'aiSystem',
    states: ['registered', 'approvedForUse', 'suspended'],
    where: (s) => Array.isArray(s.responsibilities) && s.responsibilities.length > 0,
  },
  'DOC-A-30': { register: 'supplier', states: ['approved'], where: (s) => s.dueDiligenceOn !== null },
  'DOC-A-31': {
    register: 'aiSystem',
    states: ['registered', 'approvedForUse', 'suspended'],
    where: (s) => s.customerInformation !== null,
  },
  'DOC-P-08': { register: 'communication', states: ['inForce'] },
}

/** Ids a document may carry to serve as this one. */
export const idsServing = (id: string): readonly string[] => [id, ...(templatesOf[id] ?? [])]

/** Registers whose records decide whether the document is there. */
export const registersHolding = (id: string): readonly string[] => {
  const home = documentHomes[id]
  return home === undefined || home.register === 'document' ? ['document'] : ['document', home.register]
}

/** Each made once, since a snapshot knows a selection by its identity. */
function once(make: (id: string) => Selection): (id: string) => Selection {
  const made = new Map<string, Selection>()
  return (id) => {
    const selection = made.get(id) ?? make(id)
    made.set(id, selection)
    return selection
  }
}

const inForce = once((id) => {
  const ids = idsServing(id)
  return {
    register: 'document',
    // The document register's own types: `approvedVersion` is a text or null, `documentId` one of the known ids.
    where: (d) =>
      ids.includes(String(d.documentId)) && isDocumentInForce(d as AnyRecord & { approvedVersion: string | null }),
  }
})

const kept = once((id) => {
  const { register, states, where } = documentHomes[id] ?? { register: 'document', states: [] }
  return { register, where: (r) => states.includes(r.state) && (where?.(r) ?? true) }
})

/** Documents in force that serve as this one, the first of them by number. */
export const findInForce = (snapshot: Snapshot, id: string): readonly AnyRecord[] => snapshot.select(inForce(id)).first

/** What serves as this documented information, in force: documents and records of its register, the first of each. */
export function findServing(snapshot: Snapshot, id: string): readonly AnyRecord[] {
  const documents = findInForce(snapshot, id)
  return documentHomes[id] === undefined ? documents : [...documents, ...snapshot.select(kept(id)).first]
}

/** How many documents and records serve as it, in force. */
export function countServing(snapshot: Snapshot, id: string): number {
  const documents = snapshot.select(inForce(id)).total
  return documentHomes[id] === undefined ? documents : documents + snapshot.select(kept(id)).total
}

/** Documents begun for this id and not yet in force. */
export function findBegun(snapshot: Snapshot, id: string): readonly AnyRecord[] {
  const ids = idsServing(id)
  return snapshot
    .of(document)
    .filter((d) => ids.includes(d.documentId ?? '') && (d.state === 'draft' || d.state === 'inReview'))
}
