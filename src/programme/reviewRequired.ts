import { count, say } from '../model/say.ts'
import { audit } from '../registers/audit.ts'
import { contextIssue } from '../registers/contextIssue.ts'
import { correctiveAction } from '../registers/correctiveAction.ts'
import { finding } from '../registers/finding.ts'
import { improvement } from '../registers/improvement.ts'
import { interestedParty } from '../registers/interestedParty.ts'
import { measurement } from '../registers/measurement.ts'
import { metric } from '../registers/metric.ts'
import { reviewAction } from '../registers/reviewAction.ts'
import { nameFew } from './mention.ts'
import { metricStanding } from './metricStanding.ts'
import { changedWithin, join, madeWithin, named, plain, type Reporter, within } from './reviewReport.ts'

export type RequiredInputId = 'MRI-1' | 'MRI-2' | 'MRI-3' | 'MRI-4' | 'MRI-5' | 'MRI-6' | 'MRI-7'

/** One report for each input that 9.3.2 asks for; each says so when there is nothing to tell. */
export const requiredReports: Readonly<Record<RequiredInputId, Reporter>> = {
  'MRI-1': (snapshot, { previous }) => {
    const actions = snapshot
      .of(reviewAction)
      .filter((action) => previous === null || action.review === previous || action.state === 'open')
    const done = actions.filter((action) => action.state === 'done')
    const open = actions.filter((action) => action.state === 'open')
    const late = open.filter((action) => action.dueOn !== null && action.dueOn < snapshot.today)
    return {
      summary:
        actions.length === 0
          ? previous === null
            ? say`There was no earlier review.`
            : say`The last review gave rise to no action.`
          : join(
              say`${done.length} of ${count(actions.length, 'action')} done.`,
              open.length > 0 && say`Open: ${open.length}${named(open)}.`,
              late.length > 0 && say`Late: ${late.length}${named(late)}.`,
            ),
      figures: [
        { label: 'Done', value: done.length },
        { label: 'Open', value: open.length },
        { label: 'Late', value: late.length },
      ],
      records: plain(snapshot, actions),
      source: say`Review actions`,
    }
  },
  'MRI-2': (snapshot, period) => {
    const fresh = snapshot
      .of(contextIssue)
      .filter((issue) => madeWithin(issue, period) || within(issue.decidedOn, period))
    const external = fresh.filter((issue) => issue.origin === 'external')
    const past = snapshot.of(contextIssue).filter((issue) => issue.state === 'past' && changedWithin(issue, period))
    return {
      summary:
        fresh.length + past.length === 0
          ? say`No issue was added, decided or closed.`
          : join(
              say`${count(external.length, 'external issue')} and ${fresh.length - external.length} internal added or decided${named(fresh)}.`,
              past.length > 0 && say`No longer relevant: ${nameFew(past)}.`,
            ),
      figures: [
        { label: 'External', value: external.length },
        { label: 'Internal', value: fresh.length - external.length },
      ],
      records: plain(snapshot, [...fresh, ...past]),
      source: say`Context issues`,
    }
  },
  'MRI-3': (snapshot, period) => {
    const touched = snapshot.of(interestedParty).filter((party) => changedWithin(party, period))
    const open = snapshot
      .of(interestedParty)
      .filter(
        (party) =>
          party.state !== 'past' &&
          (party.requirements ?? []).some((need) => need.addressed !== 'yes' && need.addressed !== 'no'),
      )
    return {
      summary: join(
        touched.length === 0
          ? say`No entry of an interested party changed.`
          : say`${count(touched.length, 'party', 'parties')} added or changed${named(touched)}.`,
        open.length > 0 && say`Not yet decided whether to address: needs of ${nameFew(open)}.`,
      ),
      figures: [
        { label: 'Added or changed', value: touched.length },
        { label: 'With open needs', value: open.length },
      ],
      records: plain(snapshot, [...touched, ...open.filter((party) => !touched.includes(party))]),
      source: say`Interested parties`,
    }
  },
  'MRI-4': (snapshot, period) => {
    const failing = snapshot.of(finding).filter((f) => f.grade === 'major' || f.grade === 'minor')
    const opened = failing.filter((f) => within(f.openedOn, period))
    const closed = failing.filter((f) => within(f.closedOn, period))
    const open = failing.filter((f) => f.state !== 'closed' && f.state !== 'verified')
    const late = open.filter((f) => f.dueOn !== null && f.dueOn < snapshot.today)
    const failed = snapshot.of(correctiveAction).filter((action) => action.state === 'notEffective')
    return {
      summary: join(
        say`${count(opened.length, 'nonconformity', 'nonconformities')} opened, ${closed.length} closed; ${open.length} open now${named(open)}.`,
        late.length > 0 && say`Late: ${nameFew(late)}.`,
        failed.length > 0 && say`Actions that did not work: ${nameFew(failed)}.`,
        opened.length > closed.length && say`More were opened than closed.`,
      ),
      figures: [
        { label: 'Opened', value: opened.length },
        { label: 'Closed', value: closed.length },
        { label: 'Open', value: open.length },
        { label: 'Major, open', value: open.filter((f) => f.grade === 'major').length },
      ],
      records: plain(snapshot, [...open, ...closed]),
      source: say`Findings, corrective actions`,
    }
  },
  'MRI-5': (snapshot, period) => {
    const metrics = snapshot.of(metric).filter((m) => m.state === 'active')
    const taken = snapshot.of(measurement).filter((m) => m.state !== 'withdrawn' && within(m.measuredOn, period))
    const standing = metrics.map((m) => ({ metric: m, at: metricStanding(snapshot, m) }))
    const off = standing.filter(({ at }) => at === 'missed').map((each) => each.metric)
    const silent = standing.filter(({ at }) => at === 'notMeasured').map((each) => each.metric)
    return {
      summary:
        metrics.length === 0
          ? say`No metric is active.`
          : join(
              say`${count(taken.length, 'measurement')} of ${count(metrics.length, 'active metric')}.`,
              off.length > 0 ? say`Off target: ${nameFew(off)}.` : say`None measured is off target.`,
              silent.length > 0 && say`Never measured: ${nameFew(silent)}.`,
            ),
      figures: [
        { label: 'Active metrics', value: metrics.length },
        { label: 'Off target', value: off.length },
        { label: 'Never measured', value: silent.length },
      ],
      records: plain(snapshot, metrics),
      source: say`Metrics, measurements`,
    }
  },
  'MRI-6': (snapshot, period) => {
    const audits = snapshot
      .of(audit)
      .filter((a) => (a.state === 'reported' || a.state === 'closed') && within(a.reportedOn ?? a.finishedOn, period))
    const found = audits.flatMap((a) => snapshot.pointing(finding, 'audit', a.id))
    const by = (grade: string) => found.filter((f) => f.grade === grade).length
    return {
      summary:
        audits.length === 0
          ? say`No audit was reported.`
          : say`${count(audits.length, 'audit')} reported${named(audits)}: ${by('major')} major, ${by('minor')} minor, ${count(by('ofi'), 'opportunity', 'opportunities')}.`,
      figures: [
        { label: 'Audits', value: audits.length },
        { label: 'Major', value: by('major') },
        { label: 'Minor', value: by('minor') },
        { label: 'Opportunities', value: by('ofi') },
      ],
      records: plain(snapshot, [...audits, ...found]),
      source: say`Audits, findings`,
    }
  },
  'MRI-7': (snapshot, period) => {
    const ideas = snapshot.of(improvement).filter((idea) => idea.state === 'proposed')
    const done = snapshot.of(improvement).filter((idea) => within(idea.doneOn, period))
    return {
      summary: join(
        ideas.length === 0
          ? say`No idea waits for a decision.`
          : say`${count(ideas.length, 'idea waits', 'ideas wait')} for a decision${named(ideas)}.`,
        done.length > 0 && say`Carried out: ${nameFew(done)}.`,
      ),
      figures: [
        { label: 'To decide', value: ideas.length },
        { label: 'Carried out', value: done.length },
      ],
      records: plain(snapshot, [...ideas, ...done]),
      source: 'Improvements',
    }
  },
}
