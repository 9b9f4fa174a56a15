import type { Sent } from '../../model/index.ts'
import type * as applicability from '../../programme/applicability.ts'
import type * as gap from '../../programme/gap.ts'
import type * as overlap27001 from '../../programme/overlap27001.ts'
import type * as programmeSteps from '../../programme/programmeSteps.ts'
import type * as proposedChange from '../../programme/proposedChange.ts'
import type * as reviewInputs from '../../programme/reviewInputs.ts'
import type * as riskProposal from '../../programme/riskProposal.ts'
import type * as roleDetermination from '../../programme/roleDetermination.ts'
import type * as treatmentProposal from '../../programme/treatmentProposal.ts'
import type * as triageProposal from '../../programme/triageProposal.ts'
import type * as home from './home.ts'
import type * as imports from './imports.ts'
import type * as jobs from './jobs.ts'
import type * as packs from './packs.ts'
import type * as records from './records.ts'
import type * as routes from './routes.ts'
import type * as standard from './standard.ts'

/** What the programme tells, as it is sent: its sentences are text by then. */
export type AssessmentNeed = Sent<triageProposal.AssessmentNeed>
export type GapRow = Sent<gap.GapRow>
export type Overlap27001 = Sent<overlap27001.Overlap27001>
export type OverlapRow = Sent<overlap27001.OverlapRow>
export type PhaseStanding = Sent<programmeSteps.PhaseStanding>
export type ProposedAnswer = Sent<triageProposal.ProposedAnswer>
export type ProposedChange = Sent<proposedChange.ProposedChange>
export type ReviewInput = Sent<reviewInputs.ReviewInput>
export type RiskProposal = Sent<riskProposal.RiskProposal>
export type RiskProposals = Sent<riskProposal.RiskProposals>
export type RoleProposal = Sent<roleDetermination.RoleProposal>
export type SoaLine = Sent<applicability.SoaLine>
export type StepStanding = Sent<programmeSteps.StepStanding>
export type TreatmentProposal = Sent<treatmentProposal.TreatmentProposal>
export type TriageProposal = Sent<triageProposal.TriageProposal>
export type Home = Sent<home.Home>
export type StandardDetail = Sent<standard.StandardDetail>
export type CrosswalkPair = StandardDetail['crosswalk'][number]
export type SystemAnswer = Sent<routes.SystemAnswer>
export type RecordDetail = Sent<records.RecordDetail>
export type ImportFacts = Sent<imports.ImportFacts>
export type ImportPreview = Sent<imports.ImportPreview>
export type Job = Sent<jobs.Job>
export type AuditPackEntry = Sent<packs.AuditPackEntry>
