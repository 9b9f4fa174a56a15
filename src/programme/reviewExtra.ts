import { count, joined, say } from '../model/say.ts'
import { communication } from '../registers/communication.ts'
import { concern } from '../registers/concern.ts'
import { finding } from '../registers/finding.ts'
import { impactAssessment } from '../registers/impactAssessment/impactAssessment.ts'
import { incident } from '../registers/incident.ts'
import { objective } from '../registers/objective.ts'
import { obligation } from '../registers/obligation.ts'
import { outsideReport } from '../registers/outsideReport.ts'
import { programmeTask } from '../registers/programmeTask.ts'
import { resource } from '../registers/resource.ts'
import { risk } from '../registers/risk/risk.ts'
import { supplier } from '../registers/supplier.ts'
import { treatmentAction } from '../registers/treatmentAction.ts'
import { nameFew } from './mention.ts'
import { join, madeWithin, named, plain, type Reporter, within } from './reviewReport.ts'
import { riskMatrices } from './riskMatrix.ts'

export type ExtraInputId =
  | 'objective progress'
  | 'risk and treatment status'
  | 'impact assessment results'
  | 'incidents and concerns'
  | 'supplier performance'
  | 'legal change'
  | 'resource adequacy'
  | 'interested-party feedback'

/** Reports that good practice adds. */
export const extraReports: Readonly<Record<ExtraInputId, Reporter>> = {
  'objective progress': (snapshot) => {
    const running = snapshot.of(objective).filter((o) => o.state === 'active')
    const [reached, missed] = [
      snapshot.of(objective).filter((o) => o.state === 'achieved'),
      snapshot.of(objective).filter((o) => o.state === 'missed'),
    ]
    const late = running.filter((o) => o.dueOn !== null && o.dueOn < snapshot.today)
    return {
      summary: join(
        say`${count(running.length, 'objective')} active, ${reached.length} achieved, ${missed.length} missed.`,
        late.length > 0 && say`Past their date: ${nameFew(late)}.`,
      ),
      figures: [
        { label: 'Active', value: running.length },
        { label: 'Achieved', value: reached.length },
        { label: 'Missed', value: missed.length },
      ],
      records: plain(snapshot, [...running, ...reached, ...missed]),
      source: say`AI objectives`,
    }
  },
  'risk and treatment status': (snapshot) => {
    const { after } = riskMatrices(snapshot)
    const above = after.cells.filter((cell) => cell.aboveAppetite).flatMap((cell) => cell.risks)
    const actions = snapshot
      .of(treatmentAction)
      .filter((action) => action.state === 'planned' || action.state === 'started')
    const late = actions.filter((action) => action.dueOn < snapshot.today)
    const risks = above.flatMap((id) => snapshot.get(risk, id) ?? [])
    return {
      summary: join(
        say`${after.total - after.opportunities.length} risks, ${after.byLevel.critical} critical and ${after.byLevel.high} high; ${above.length} above the appetite (${after.appetite})${named(risks)}.`,
        after.unrated.length > 0 && say`Not yet rated: ${after.unrated.length}.`,
        say`${count(actions.length, 'treatment action')} open, ${late.length} late.`,
      ),
      figures: [
        { label: 'Above appetite', value: above.length },
        { label: 'Not rated', value: after.unrated.length },
        { label: 'Actions late', value: late.length },
      ],
      records: plain(snapshot, [...risks, ...late]),
      source: say`Risks, treatment actions`,
    }
  },
  'impact assessment results': (snapshot, period) => {
    const approved = snapshot.of(impactAssessment).filter((each) => within(each.approvedOn, period))
    const grave = snapshot
      .of(impactAssessment)
      .filter((each) => each.state === 'inForce' && (each.overallLevel === 'high' || each.overallLevel === 'critical'))
    const due = snapshot
      .of(impactAssessment)
      .filter(
        (each) =>
          each.state === 'underReassessment' ||
          (each.state === 'inForce' && each.nextReviewOn !== null && each.nextReviewOn < snapshot.today),
      )
    return {
      summary: join(
        say`${count(approved.length, 'assessment')} approved${named(approved)}.`,
        grave.length > 0 && say`High or critical, in force: ${nameFew(grave)}.`,
        due.length > 0 && say`To be done again: ${nameFew(due)}.`,
      ),
      figures: [
        { label: 'Approved', value: approved.length },
        { label: 'High or critical', value: grave.length },
        { label: 'To be done again', value: due.length },
      ],
      records: plain(snapshot, [...new Set([...approved, ...grave, ...due])]),
      source: say`Impact assessments`,
    }
  },
  'incidents and concerns': (snapshot, period) => {
    const incidents = snapshot.of(incident).filter((each) => within(each.happenedOn, period))
    const grave = incidents.filter((each) => each.severity === 'high' || each.severity === 'critical')
    const open = snapshot.of(incident).filter((each) => each.state !== 'closed' && each.state !== 'dismissed')
    // Only numbers: who raised a concern, and about what, stays with those who handle it.
    const concerns = snapshot.of(concern).filter((each) => each.channelTest !== true && within(each.openedOn, period))
    const unanswered = concerns.filter((each) => each.answeredOn === null)
    return {
      summary: join(
        say`${count(incidents.length, 'incident')}, ${grave.length} of them high or critical${named(grave)}; ${open.length} open.`,
        say`${count(concerns.length, 'concern')} raised, ${unanswered.length} not yet answered.`,
      ),
      figures: [
        { label: 'Incidents', value: incidents.length },
        { label: 'High or critical', value: grave.length },
        { label: 'Concerns', value: concerns.length },
        { label: 'Concerns not answered', value: unanswered.length },
      ],
      records: plain(snapshot, [...new Set([...incidents, ...open])]),
      source: say`Incidents, concerns (numbers only)`,
    }
  },
  'supplier performance': (snapshot, period) => {
    const used = snapshot.of(supplier).filter((each) => each.state === 'approved')
    const late = used.filter((each) => each.reviewBy !== null && each.reviewBy < snapshot.today)
    const troubled = used.filter(
      (each) =>
        snapshot.pointing(incident, 'suppliers', each.id).some((i) => within(i.happenedOn, period)) ||
        snapshot.pointing(finding, 'suppliers', each.id).some((f) => within(f.openedOn, period)),
    )
    return {
      summary: join(
        say`${count(used.length, 'supplier')} approved.`,
        troubled.length > 0
          ? say`With incidents or findings: ${nameFew(troubled)}.`
          : say`None with incidents or findings.`,
        late.length > 0 && say`Review overdue: ${nameFew(late)}.`,
      ),
      figures: [
        { label: 'Approved', value: used.length },
        { label: 'With incidents or findings', value: troubled.length },
        { label: 'Review overdue', value: late.length },
      ],
      records: plain(snapshot, [...new Set([...troubled, ...late])]),
      source: say`Suppliers, incidents, findings`,
    }
  },
  'legal change': (snapshot, period) => {
    const legal = snapshot
      .of(obligation)
      .filter((each) => each.kind === 'law' || each.kind === 'regulator_order' || each.kind === 'licence')
    const fresh = legal.filter(
      (each) => madeWithin(each, period) || within(each.appliesFrom, period) || within(each.appliesUntil, period),
    )
    const coming = legal.filter((each) => each.appliesFrom !== null && each.appliesFrom > snapshot.today)
    return {
      summary: join(
        fresh.length === 0
          ? say`No legal obligation was added, began or ended.`
          : say`${count(fresh.length, 'legal obligation')} added, begun or ended${named(fresh)}.`,
        coming.length > 0 &&
          say`Coming: ${joined(
            coming.slice(0, 3).map((each) => say`${each.ref} from ${each.appliesFrom}`),
            ', ',
          )}.`,
      ),
      figures: [
        { label: 'New or ended', value: fresh.length },
        { label: 'Coming', value: coming.length },
      ],
      records: plain(snapshot, [...new Set([...fresh, ...coming])]),
      source: 'Obligations',
    }
  },
  'resource adequacy': (snapshot) => {
    const ending = snapshot
      .of(resource)
      .filter((each) => each.state === 'inUse' && each.supportEndsOn !== null && each.supportEndsOn <= snapshot.today)
    const open = snapshot.of(programmeTask).filter((each) => each.state === 'open' || each.state === 'inProgress')
    const late = open.filter((each) => each.dueOn !== null && each.dueOn < snapshot.today)
    const days = open.reduce((sum, each) => sum + Math.max(0, (each.effortDays ?? 0) - (each.effortSpentDays ?? 0)), 0)
    return {
      summary: join(
        say`${count(open.length, 'task')} open with ${Math.round(days)} days of work, ${late.length} late${named(late)}.`,
        ending.length > 0 && say`In use without support: ${nameFew(ending)}.`,
      ),
      figures: [
        { label: 'Days of open work', value: Math.round(days) },
        { label: 'Tasks late', value: late.length },
        { label: 'Without support', value: ending.length },
      ],
      records: plain(snapshot, [...late, ...ending]),
      source: say`Tasks, resources`,
    }
  },
  'interested-party feedback': (snapshot, period) => {
    const reports = snapshot
      .of(outsideReport)
      .filter((each) => each.channelTest !== true && within(each.receivedOn, period))
    const confirmed = reports.filter((each) => each.outcome === 'incident' || each.outcome === 'corrected')
    const talks = snapshot
      .of(communication)
      .filter((each) => each.parties.length > 0 && (each.said ?? []).some((said) => within(said.on, period)))
    return {
      summary: join(
        say`${count(reports.length, 'report')} from outside, ${confirmed.length} led to an incident or a correction${named(confirmed)}.`,
        talks.length > 0 && say`Exchange with interested parties: ${nameFew(talks)}.`,
      ),
      figures: [
        { label: 'Reports', value: reports.length },
        { label: 'Confirmed', value: confirmed.length },
      ],
      records: plain(snapshot, [...reports, ...talks]),
      source: say`Reports from outside, communications`,
    }
  },
}
