import type { Role, Sent, Severity, StoredFile } from '../../model/index.ts'
import type { SoaLine } from '../../programme/applicability.ts'
import type { AuditCoverage } from '../../programme/auditCoverage.ts'
import type { Awareness } from '../../programme/documents/awareness.ts'
import type { NeededDocument } from '../../programme/documents/neededDocuments.ts'
import type { GapRow, GapTotals } from '../../programme/gap.ts'
import type { LegalClassProposal } from '../../programme/legalClass.ts'
import type { Overlap27001 } from '../../programme/overlap27001.ts'
import type { PhaseStanding } from '../../programme/programmeSteps.ts'
import type { ProposedChange } from '../../programme/proposedChange.ts'
import type { NextAction } from '../../programme/readiness/nextActions.ts'
import type { ReviewPack } from '../../programme/reviewInputs.ts'
import type { RiskMatrices } from '../../programme/riskMatrix.ts'
import type { RiskProposals } from '../../programme/riskProposal.ts'
import type { Roadmap } from '../../programme/roadmap.ts'
import type { RoleProposal } from '../../programme/roleDetermination.ts'
import type { SoaDiff, SoaRow } from '../../programme/soaSnapshot.ts'
import type { SystemStory } from '../../programme/systemStory.ts'
import type { Trace } from '../../programme/traceability.ts'
import type { TreatmentProposal } from '../../programme/treatmentProposal.ts'
import type { AssessmentNeed, TriageProposal } from '../../programme/triageProposal.ts'
import type { Framework } from '../../standard/standardRef.ts'
import type { AccessRoutes } from './access.ts'
import type { CaseRoutes } from './cases.ts'
import type { Change, Changed } from './changes.ts'
import type { ErasureRoutes } from './erasure.ts'
import type { Bytes, FileAnswer, FileLanguage } from './file.ts'
import type { Home } from './home.ts'
import type {
  FormerImport,
  ImportAsked,
  ImportBegun,
  ImportFacts,
  ImportPreview,
  ImportRun,
  ImportSource,
  ImportStarted,
} from './imports.ts'
import type { Job } from './jobs.ts'
import type { LanguageRoutes } from './language.ts'
import type { LogRoutes } from './log.ts'
import type { ModelDescription } from './model.ts'
import type { Operation } from './operation.ts'
import type { PackRoutes } from './packs.ts'
import type { FindingFilter, FindingPage, Readiness, RecordRef } from './readiness.ts'
import type { Activity, HistoryEntry, ListPage, OneVersion, RecordDetail, SearchHit } from './records.ts'
import type { Session } from './session.ts'
import type { MemberRoutes, SignInRoutes } from './signIn.ts'
import type { ProviderSignInRoutes, SingleSignOnRoutes } from './singleSignOn.ts'
import type { RefDescription, StandardDetail } from './standard.ts'
import type { TrainingRoutes } from './training.ts'

type Values = Readonly<Record<string, unknown>>
interface Why {
  readonly reason?: string | null | undefined
}
interface AtVersion extends Why {
  readonly version: number
}

/** What a list can be asked, the same for its export. */
export interface ListQuery {
  readonly filter?: readonly string[] | undefined
  readonly sort?: string | undefined
  readonly q?: string | undefined
  readonly limit?: number | undefined
  readonly after?: string | undefined
  readonly archived?: 'true' | 'both' | undefined
  readonly count?: boolean | undefined
}

/** What GET /systems/{id}/story answers: the story, and what law and roles make of it. */
export interface SystemAnswer extends SystemStory {
  readonly legal: LegalClassProposal
  readonly roles: RoleProposal
  readonly notice: string
}

/** GET /gap */
export interface GapAnswer {
  readonly rows: readonly GapRow[]
  readonly totals: GapTotals
  /** A task for each clause and control with a gap that no open task names yet. */
  readonly tasks: readonly ProposedChange[]
}

/** Readiness at the end of a day. */
export interface ScoreOn {
  readonly on: string
  readonly score: number
  readonly counts: Readonly<Record<Severity, number>>
}

/** GET /documents-and-people */
export interface DocumentsAndPeople extends Awareness {
  readonly needed: readonly NeededDocument[]
}

/** Kinds of proposals that can be taken over as a whole. */
export type ProposalKind =
  | 'roles'
  | 'triage'
  | 'risks'
  | 'treatments'
  | 'applicability'
  | 'documents'
  | 'requests'
  | 'questions'

/**
 * Every route that stands below no organisation, by method and path (below `/api/v1/` when it begins with no `/`).
 * A test holds these types to the OpenAPI document: none missing, none beyond it, each fitting what it says.
 */
export interface Routes extends CaseRoutes, LanguageRoutes, SignInRoutes, ProviderSignInRoutes {
  'GET session': { answer: Session }
  'GET roles': { answer: { readonly roles: readonly Role[] } }
  'GET openapi.json': { answer: Values }
  'GET standard': { query: { framework?: Framework }; answer: { readonly refs: readonly RefDescription[] } }
  'GET standard/{ref}': { answer: StandardDetail }
  'POST setup': {
    body: {
      organisation: { name: string }
      person?: { name: string; email: string; password?: string | undefined } | undefined
    }
    answer: { readonly slug: string }
  }
  'POST setup/example': { answer: { readonly slug: string } }
  'POST welcome': { body: { token: string }; answer: { readonly opened: 'setUp' | 'session' } }
  'POST sign-out': { answer: { readonly signedOut: boolean; readonly continueAt: string | null } }
  'GET /api/health': { answer: { readonly status: 'ok' } }
  'GET /api/ready': {
    answer: {
      /** Whether the logs are signed; told, but no reason to send requests elsewhere. */
      readonly signer: 'ok' | 'none' | 'silent' | 'refuses'
      readonly status: 'ready'
      readonly checks: { readonly process: string; readonly database: string; readonly schema: string }
    }
  }
  'GET /metrics': { answer: FileAnswer }
  'GET /health': { answer: { readonly status: 'ok'; readonly at: string } }
  'GET verifier': { answer: FileAnswer }
  'GET /api/reference': { answer: FileAnswer }
  'GET /api/reference/{file}': { answer: FileAnswer }
}

/** Every route of an organisation, by method and path below `/api/v1/o/{organisation}/`; all reads take `asOf` too. */
export interface OrganisationRoutes
  extends AccessRoutes,
    MemberRoutes,
    SingleSignOnRoutes,
    LogRoutes,
    ErasureRoutes,
    PackRoutes,
    TrainingRoutes {
  'GET model': { answer: ModelDescription }
  'GET search': { query: { q?: string; limit?: number }; answer: { readonly hits: readonly SearchHit[] } }
  'GET activity': {
    query: { before?: number; since?: string; limit?: number }
    answer: { readonly entries: readonly Activity[] }
  }
  'GET refs': { query: { ids?: string }; answer: { readonly refs: readonly RecordRef[] } }

  /** `fields` names the values wanted of each record; the others are left out of the answer. */
  'GET records/{register}': { query: ListQuery & { fields?: string | undefined }; answer: ListPage }
  'POST records/{register}': { body: { values: Values; custom?: Values; id?: string } & Why; answer: Changed }
  'GET records/{register}/{id}': { query: { view?: 'record' }; answer: RecordDetail }
  'PATCH records/{register}/{id}': { body: { values?: Values; custom?: Values } & AtVersion; answer: Changed }
  'GET records/{register}/{id}/history': {
    answer: { readonly entries: readonly HistoryEntry[]; readonly names: Readonly<Record<string, RecordRef>> }
  }
  'GET records/{register}/{id}/versions/{version}': { answer: OneVersion }
  'POST records/{register}/{id}/moves/{move}': { body: { values?: Values } & AtVersion; answer: Changed }
  'POST records/{register}/{id}/archive': { body: AtVersion; answer: Changed }
  'POST records/{register}/{id}/unarchive': { body: AtVersion; answer: Changed }
  'POST records/{register}/{id}/restore': { body: { to: number } & AtVersion; answer: Changed }
  'POST changes': { body: { changes: readonly Change[] } & Why; answer: Changed }

  'POST files': { query: { withoutName?: 'true' | undefined }; body: Bytes; answer: StoredFile }
  'GET files/{hash}': { query: { inline?: 'true'; name?: string }; answer: FileAnswer }
  'GET export/{file}': { query: Omit<ListQuery, 'limit' | 'count'> & FileLanguage; answer: FileAnswer }
  'GET reports/{file}': { query: FileLanguage; answer: FileAnswer }
  'GET jobs/{id}': { answer: Sent<Job> }
  'DELETE jobs/{id}': { answer: Sent<Job> }

  'GET readiness': { answer: Readiness }
  'GET readiness/findings': {
    query: FindingFilter & {
      key?: string | undefined
      limit?: number | undefined
      after?: string | undefined
      count?: 'true' | undefined
    }
    answer: FindingPage
  }
  'GET readiness/export/{file}': { query: FindingFilter & FileLanguage; answer: FileAnswer }
  'GET readiness/trend': { query: { months?: number }; answer: { readonly points: readonly ScoreOn[] } }
  'GET home': { query: { work?: number }; answer: Home }
  'GET next-actions': { query: { limit?: number }; answer: { readonly actions: readonly NextAction[] } }
  'GET programme': { answer: { readonly phases: readonly PhaseStanding[] } }
  'GET applicability': { answer: { readonly lines: readonly SoaLine[] } }
  'GET applicability/diff': { query: { from: string; to?: string }; answer: SoaDiff }
  'GET applicability/proposals': { answer: { readonly changes: readonly ProposedChange[] } }
  'GET applicability/frozen': { answer: { readonly rows: readonly SoaRow[] } }
  'GET proposals/{kind}': { answer: { readonly changes: readonly ProposedChange[] } }
  'GET gap': { answer: GapAnswer }
  'GET documents-and-people': { answer: DocumentsAndPeople }
  'GET overlap-27001': { answer: Overlap27001 }
  'GET roles': { answer: { readonly systems: readonly RoleProposal[] } }
  'GET triage': {
    answer: {
      readonly proposals: readonly (TriageProposal & { readonly change: ProposedChange })[]
      readonly needed: readonly AssessmentNeed[]
    }
  }
  'GET risk-proposals': { answer: RiskProposals }
  'GET treatment-proposals/{id}': { answer: readonly TreatmentProposal[] }
  'GET risk-matrix': { query: { system?: string }; answer: RiskMatrices }
  'GET systems/{id}/story': { answer: SystemAnswer }
  'GET trace/{id}': { query: { depth?: number; nodes?: number }; answer: Trace }
  'GET roadmap': { query: { from?: string; daysPerWeek?: number }; answer: Roadmap }
  'GET audit-coverage': { answer: AuditCoverage }
  'GET review-inputs': { query: { review?: string }; answer: ReviewPack }

  'POST imports/read': { body: ImportSource & { register?: string; preset?: string }; answer: ImportFacts }
  'POST imports/preview': { body: ImportAsked; answer: ImportPreview }
  'POST imports/problems': { body: ImportAsked; answer: FileAnswer }
  'POST imports/run': { body: ImportRun; answer: ImportBegun }
  'POST imports/{id}/undo': { body: { partial?: boolean; reason?: string | null }; answer: ImportStarted }
  'GET imports/former': { answer: { readonly items: readonly FormerImport[] } }
  'GET imports/{id}/request': { answer: FormerImport }

  'GET operation': { answer: Operation }
  'POST example/reset': { answer: { readonly slug: string } }
}
