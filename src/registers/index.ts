import { asRegister, type Register } from '../model/index.ts'
import { acknowledgement } from './acknowledgement.ts'
import { aimsRole } from './aimsRole.ts'
import { aiSystem } from './aiSystem/aiSystem.ts'
import { alert } from './alert.ts'
import { appointment } from './appointment.ts'
import { audit } from './audit.ts'
import { auditProgramme } from './auditProgramme.ts'
import { auditQuestion } from './auditQuestion.ts'
import { auditRequest } from './auditRequest.ts'
import { businessCase } from './businessCase.ts'
import { certificationBody } from './certificationBody.ts'
import { certificationCycle } from './certificationCycle.ts'
import { comment } from './comment.ts'
import { communication } from './communication.ts'
import { competence } from './competence.ts'
import { concern } from './concern.ts'
import { contextIssue } from './contextIssue.ts'
import { controlDecision } from './controlDecision.ts'
import { correctiveAction } from './correctiveAction.ts'
import { course } from './course.ts'
import { customerCommitment } from './customerCommitment.ts'
import { customField } from './customField.ts'
import { dataQualityRequirement } from './dataQualityRequirement.ts'
import { dataQualityResult } from './dataQualityResult.ts'
import { dataset } from './dataset.ts'
import { deployment } from './deployment.ts'
import { document } from './document/document.ts'
import { eventLog } from './eventLog.ts'
import { evidence } from './evidence.ts'
import { finding } from './finding.ts'
import { findingAcceptance } from './findingAcceptance.ts'
import { impactAssessment } from './impactAssessment/impactAssessment.ts'
import { importRun } from './importRun.ts'
import { improvement } from './improvement.ts'
import { incident } from './incident.ts'
import { interestedParty } from './interestedParty.ts'
import { lesson } from './lesson.ts'
import { lifecycleGate } from './lifecycleGate.ts'
import { managementReview } from './managementReview.ts'
import { measurement } from './measurement.ts'
import { metric } from './metric.ts'
import { model } from './model.ts'
import { monitor } from './monitor.ts'
import { objective } from './objective.ts'
import { obligation } from './obligation.ts'
import { organisationalUnit } from './organisationalUnit.ts'
import { outsideReport } from './outsideReport.ts'
import { person } from './person.ts'
import { plannedChange } from './plannedChange.ts'
import { programmeTask } from './programmeTask.ts'
import { reading } from './reading.ts'
import { resource } from './resource.ts'
import { responsibilityMatrix } from './responsibilityMatrix.ts'
import { reviewAction } from './reviewAction.ts'
import { risk } from './risk/risk.ts'
import { riskAcceptance } from './riskAcceptance/riskAcceptance.ts'
import { riskCriteria } from './riskCriteria.ts'
import { savedView } from './savedView.ts'
import { scopeStatement } from './scopeStatement.ts'
import { settings } from './settings/settings.ts'
import { soaVersion } from './soaVersion/soaVersion.ts'
import { supplier } from './supplier.ts'
import { systemDocument } from './systemDocument.ts'
import { toolDiscovery } from './toolDiscovery.ts'
import { trainingAssignment } from './trainingAssignment.ts'
import { treatmentAction } from './treatmentAction.ts'
import { treatmentPlan } from './treatmentPlan.ts'
import { triage } from './triage/triage.ts'
import { validation } from './validation.ts'
import { walkthrough } from './walkthrough.ts'
import { workingPaper } from './workingPaper.ts'

/** Every register there is. A new one is its file and one line here. */
export const registers: readonly Register[] = [
  asRegister(acknowledgement),
  asRegister(aimsRole),
  asRegister(aiSystem),
  asRegister(alert),
  asRegister(appointment),
  asRegister(audit),
  asRegister(auditProgramme),
  asRegister(auditQuestion),
  asRegister(auditRequest),
  asRegister(businessCase),
  asRegister(certificationBody),
  asRegister(certificationCycle),
  asRegister(comment),
  asRegister(communication),
  asRegister(competence),
  asRegister(concern),
  asRegister(contextIssue),
  asRegister(controlDecision),
  asRegister(correctiveAction),
  asRegister(course),
  asRegister(customerCommitment),
  asRegister(customField),
  asRegister(dataQualityRequirement),
  asRegister(dataQualityResult),
  asRegister(dataset),
  asRegister(deployment),
  asRegister(document),
  asRegister(eventLog),
  asRegister(evidence),
  asRegister(finding),
  asRegister(findingAcceptance),
  asRegister(impactAssessment),
  asRegister(importRun),
  asRegister(improvement),
  asRegister(incident),
  asRegister(interestedParty),
  asRegister(lesson),
  asRegister(lifecycleGate),
  asRegister(managementReview),
  asRegister(measurement),
  asRegister(metric),
  asRegister(model),
  asRegister(monitor),
  asRegister(objective),
  asRegister(obligation),
  asRegister(organisationalUnit),
  asRegister(outsideReport),
  asRegister(person),
  asRegister(plannedChange),
  asRegister(programmeTask),
  asRegister(reading),
  asRegister(resource),
  asRegister(responsibilityMatrix),
  asRegister(reviewAction),
  asRegister(risk),
  asRegister(riskAcceptance),
  asRegister(riskCriteria),
  asRegister(savedView),
  asRegister(scopeStatement),
  asRegister(settings),
  asRegister(soaVersion),
  asRegister(supplier),
  asRegister(systemDocument),
  asRegister(toolDiscovery),
  asRegister(trainingAssignment),
  asRegister(treatmentAction),
  asRegister(treatmentPlan),
  asRegister(triage),
  asRegister(validation),
  asRegister(walkthrough),
  asRegister(workingPaper),
]
