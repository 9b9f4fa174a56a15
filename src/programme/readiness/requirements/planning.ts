import type { RecordOf } from '../../../model/index.ts'
import { type Said, say } from '../../../model/say.ts'
import { contextIssue } from '../../../registers/contextIssue.ts'
import { controlDecision } from '../../../registers/controlDecision.ts'
import { impactAssessment } from '../../../registers/impactAssessment/impactAssessment.ts'
import { measurement } from '../../../registers/measurement.ts'
import { objective } from '../../../registers/objective.ts'
import { plannedChange } from '../../../registers/plannedChange.ts'
import { risk } from '../../../registers/risk/risk.ts'
import { riskCriteria } from '../../../registers/riskCriteria.ts'
import { soaVersion } from '../../../registers/soaVersion/soaVersion.ts'
import { treatmentAction } from '../../../registers/treatmentAction.ts'
import { treatmentPlan } from '../../../registers/treatmentPlan.ts'
import { triage } from '../../../registers/triage/triage.ts'
import { doc, filled, has, hasToday, type RequirementEvidence, shownBy } from './proof.ts'

type Risk = RecordOf<typeof risk>
type Assessment = RecordOf<typeof impactAssessment>
type Decision = RecordOf<typeof controlDecision>

const aRisk = (what: Said, where: (r: Risk) => boolean) => has(risk, what, (r) => r.state !== 'identified' && where(r))
const line = (what: Said, where: (c: Decision) => boolean) =>
  has(controlDecision, what, (c) => c.state === 'decided' && where(c))
const assessment = (what: Said, where: (a: Assessment) => boolean) =>
  has(impactAssessment, what, (a) => a.state === 'inForce' && where(a))
const criteria = has(riskCriteria, say`approved risk criteria`, (c) => c.state === 'approved')
const soa = has(soaVersion, say`an approved statement of applicability`, (v) => v.state === 'approved')
const plan = has(treatmentPlan, say`an approved risk treatment plan`, (p) => p.state === 'approved')
const active = (what: Said, where: (o: RecordOf<typeof objective>) => boolean = () => true) =>
  has(objective, what, (o) => o.state === 'active' && where(o))

/** Clause 6. */
export const planning: Readonly<Record<string, RequirementEvidence>> = {
  'REQ-6.1.1-01': shownBy([
    has(contextIssue, say`a confirmed context issue`, (i) => i.state === 'confirmed'),
    aRisk(say`an analysed risk of the management system as a whole`, (r) => r.aimsWide === true),
  ]),
  'REQ-6.1.1-02': shownBy(criteria, 'RR-017', 'riskCriteria.appetite'),
  'REQ-6.1.1-03': shownBy(
    aRisk(
      say`an analysed risk that tells its story and names its system`,
      (r) => filled(r.scenario) && r.systems.length > 0,
    ),
  ),
  'REQ-6.1.1-04': shownBy(
    has(treatmentAction, say`a treatment action`, (a) => a.state !== 'dropped'),
    'RR-028',
    'RR-029',
  ),
  'REQ-6.1.1-05': shownBy(doc('DOC-C-04', say`a record of actions taken`)),

  'REQ-6.1.2-01': shownBy(doc('DOC-C-05', say`an approved risk assessment process`), 'RR-018'),
  'REQ-6.1.2-02': shownBy(
    has(
      riskCriteria,
      say`approved risk criteria with both scales`,
      (c) => c.state === 'approved' && filled(c.likelihoodScale) && filled(c.consequenceScale),
    ),
  ),
  'REQ-6.1.2-03': shownBy(
    aRisk(say`an analysed risk linked to an objective`, (r) => r.objectives.length > 0),
    'RR-031',
  ),
  'REQ-6.1.2-04': shownBy(
    aRisk(
      say`a risk with consequences for organisation, individuals and society`,
      (r) => r.consequenceOrganization !== null && r.consequenceIndividuals !== null && r.consequenceSociety !== null,
    ),
    'RR-030',
  ),
  'REQ-6.1.2-05': shownBy(
    aRisk(say`a risk with likelihood and level`, (r) => r.inherentLevel !== null),
    'risk.analysed',
  ),
  'REQ-6.1.2-06': shownBy([
    criteria,
    aRisk(say`a risk that was judged further than analysis`, (r) => r.state !== 'analysed' && r.inherentLevel !== null),
  ]),
  'REQ-6.1.2-07': shownBy(
    aRisk(say`a risk linked to an impact assessment`, (r) => r.impactAssessments.length > 0),
    'RR-046',
  ),

  'REQ-6.1.3-01': shownBy(
    aRisk(say`a risk with a treatment`, (r) => r.treatmentOption !== null),
    'RR-022',
    'RR-023',
  ),
  'REQ-6.1.3-02': shownBy(
    line(say`a control decided as applicable`, (c) => c.applicable === 'yes'),
    'RR-036',
  ),
  'REQ-6.1.3-03': shownBy(
    [
      line(say`a decided line for a reference control`, (c) => c.source === 'annex_a'),
      has(treatmentPlan, say`a treatment plan compared with Annex A`, (p) => p.comparedWithAnnexA === true),
    ],
    'RR-033',
  ),
  'REQ-6.1.3-04': shownBy(
    line(say`a control whose Annex B guidance was considered`, (c) => c.guidanceConsidered === true),
  ),
  'REQ-6.1.3-05': shownBy(soa, 'RR-032', 'RR-033', 'RR-034', 'RR-035', 'RR-039'),
  'REQ-6.1.3-06': shownBy(doc('DOC-C-08', say`a risk treatment plan in force`)),
  'REQ-6.1.3-07': shownBy(plan, 'RR-024', 'RR-025', 'RR-026', 'RR-027', 'risk.staleAcceptance'),
  'REQ-6.1.3-08': shownBy(
    [
      line(
        say`an applicable control that says how it is put in place`,
        (c) => c.applicable === 'yes' && filled(c.howImplemented),
      ),
      soa,
    ],
    'controlDecision.owned',
  ),

  'REQ-6.1.4-01': shownBy([
    doc('DOC-A-06', say`an approved impact assessment process`),
    has(triage, say`a finished triage`, (t) => t.state === 'done'),
  ]),
  'REQ-6.1.4-02': shownBy(
    assessment(
      say`an impact assessment in force with intended uses and misuse`,
      (a) => filled(a.intendedUses) && filled(a.misuse),
    ),
    'RR-040',
  ),
  'REQ-6.1.4-03': shownBy(
    assessment(
      say`an impact assessment in force with its setting and jurisdictions`,
      (a) => filled(a.jurisdictions) && filled(a.surroundingProcess),
    ),
  ),
  'REQ-6.1.4-04': shownBy(
    assessment(
      say`an impact assessment in force with a decision on who may see it`,
      (a) => a.publicationDecision !== null,
    ),
    'impactAssessment.published',
  ),
  'REQ-6.1.4-05': shownBy(
    hasToday(
      impactAssessment,
      say`an impact assessment in force linked to risks`,
      (a, snapshot) =>
        a.state === 'inForce' &&
        (filled(a.noRiskReason) || snapshot.linkedTo(a.id, 'risk', 'impactAssessments').length > 0),
      ['risk'],
    ),
    'RR-046',
  ),

  'REQ-6.2-01': shownBy(
    active(say`an active objective of a unit or a system`, (o) => o.unit !== null || o.systems.length > 0),
  ),
  'REQ-6.2-02': shownBy(
    active(
      say`an active objective with a metric that serves the AI policy`,
      (o) => o.metric !== null && filled(o.policyLink),
    ),
    'RR-049',
  ),
  'REQ-6.2-03': shownBy(
    active(say`an active objective with the requirements behind it`, (o) => filled(o.requirements)),
    'RR-065',
  ),
  'REQ-6.2-04': shownBy(
    hasToday(
      objective,
      say`an active objective that was measured`,
      (o, snapshot) =>
        o.state === 'active' &&
        o.metric !== null &&
        snapshot.pointing(measurement, 'metric', o.metric).some((m) => m.state !== 'withdrawn'),
      ['measurement'],
    ),
    'RR-051',
    'objective.communicated',
    'objective.overdue',
  ),
  'REQ-6.2-05': shownBy(
    active(say`an active objective with a plan`, (o) => filled(o.plan)),
    'RR-050',
  ),

  'REQ-6.3-01': shownBy(
    has(plannedChange, say`a planned change of the management system`, (c) => c.target === 'aims' && filled(c.plan)),
    'RR-052',
  ),
  'REQ-6.3-02': shownBy(
    has(
      plannedChange,
      say`a change with purpose, consequences and owner`,
      (c) => c.target === 'aims' && filled(c.purpose) && filled(c.consequences) && c.owner !== null,
    ),
  ),
}
