import { type AnnexCData, annexCData } from './annexC.ts'
import { type CertificationData, certificationData } from './certification.ts'
import { type ClausesData, clausesData } from './clauses.ts'
import { type AnnexAData, annexAData } from './controls.ts'
import { type CrosswalksData, crosswalksData } from './crosswalks.ts'
import { type DocumentsData, documentsData } from './documents.ts'
import { type EuAiActData, type EuAiActProvisionsData, euAiActData, euAiActProvisionsData } from './euAiAct.ts'
import { type ImpactAssessmentData, impactAssessmentData } from './impactAssessment.ts'
import { type Iso27001Data, iso27001Data } from './iso27001.ts'
import { type NistAiRmfData, nistAiRmfData } from './nistAiRmf.ts'
import { type ReadinessRulesData, readinessRulesData } from './readinessRules.ts'
import { type RiskManagementData, riskManagementData } from './riskManagement.ts'

/** All files together. Checks and the reference index take it as an argument, so they can be tried on a broken copy. */
export interface StandardData {
  readonly clauses: ClausesData
  readonly annexA: AnnexAData
  readonly annexC: AnnexCData
  readonly iso27001: Iso27001Data
  readonly nistAiRmf: NistAiRmfData
  readonly euAiAct: EuAiActData
  readonly euAiActProvisions: EuAiActProvisionsData
  readonly crosswalks: CrosswalksData
  readonly impactAssessment: ImpactAssessmentData
  readonly riskManagement: RiskManagementData
  readonly certification: CertificationData
  readonly documents: DocumentsData
  readonly readinessRules: ReadinessRulesData
}

export const standardData: StandardData = Object.freeze({
  clauses: clausesData,
  annexA: annexAData,
  annexC: annexCData,
  iso27001: iso27001Data,
  nistAiRmf: nistAiRmfData,
  euAiAct: euAiActData,
  euAiActProvisions: euAiActProvisionsData,
  crosswalks: crosswalksData,
  impactAssessment: impactAssessmentData,
  riskManagement: riskManagementData,
  certification: certificationData,
  documents: documentsData,
  readinessRules: readinessRulesData,
})
