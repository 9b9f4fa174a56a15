import { defineRegister, everyone, f, type GuardContext, many, one, stewards, workers } from '../../model/index.ts'
import { type Said, say } from '../../model/say.ts'
import type { TriageLevel } from '../../standard/impactAssessment.ts'
import { type ApprovalRole, missingSignatures, roleLabel } from './approvals.ts'
import { impactExamples } from './impactExamples.ts'
import { impactFields } from './impactFields.ts'
import { impactSections } from './impactSections.ts'
import { impactLevels, overallLevel } from './overallLevel.ts'
import { type ImpactValues, qualityGaps } from './qualityChecks.ts'

const runners = ['owner', 'systemOwner', ...stewards] as const
const clearedApprovals = () => ({ approvals: [], approvedOn: null })

/** The finished triage the assessment follows, or why it cannot be followed. */
function depthOf({ related }: GuardContext): { depth: TriageLevel } | { refused: string } {
  const triage = related.triage?.[0]
  if (!triage || triage.state === 'draft') return { refused: 'Finish the triage and link it; it decides the depth.' }
  const { level } = triage
  if (level === 'light' || level === 'standard' || level === 'full') return { depth: level }
  return { refused: 'The triage says stop; bring the use before top management before it is assessed further.' }
}

function whyNotComplete(values: ImpactValues, context: GuardContext): Said | false {
  const found = depthOf(context)
  if ('refused' in found) return found.refused
  const [gap, ...more] = qualityGaps(values, found.depth, (context.related.risks ?? []).length > 0)
  if (gap === undefined) return false
  return more.length === 0 ? gap : say`${gap} (${more.length} more to do after that.)`
}

/** A light assessment may stop at benefits and harms in words; it then counts as low. */
const levelToSign = (level: (typeof impactLevels)[number] | null, context: GuardContext) => {
  const found = depthOf(context)
  return level ?? ('depth' in found && found.depth === 'light' ? 'low' : null)
}

type Signable = Pick<ImpactValues, 'approvals' | 'versionAssessed'> & { readonly createdBy: string }

function signed(role: ApprovalRole, record: Signable, { actor, today }: GuardContext) {
  const entry = {
    role,
    person: actor.name,
    account: actor.id,
    decision: 'approved',
    on: today,
    forVersion: record.versionAssessed ?? '',
  }
  return { approvals: [...(record.approvals ?? []), entry] }
}

/** Why a person may not sign in a part: own work, not the person named, or signed already. */
function whyNotSign(role: ApprovalRole, record: Signable, isNamed: boolean, { actor }: GuardContext): Said | false {
  const has = (record.approvals ?? []).some((a) => a.role === role)
  return (
    (record.createdBy === actor.id && say`You wrote this assessment; others must approve it.`) ||
    (!isNamed && say`You are not the person who signs as ${roleLabel(role).toLowerCase()} here.`) ||
    (has && say`${roleLabel(role)} has signed already.`)
  )
}

const is = (person: unknown, { actor }: GuardContext) => actor.person !== null && actor.person === person

export const impactAssessment = defineRegister({
  name: 'impactAssessment',
  label: { one: 'Impact assessment', many: 'Impact assessments' },
  explain:
    'What one version of an AI system does to people and to society: who is affected, what good and what harm can come of it in use, misuse and failure, what is done about it and what is left. It looks from the side of the people affected, feeds the risks, and is done again when the system or its use changes.',
  refPrefix: 'IA',
  area: 'risks',
  serves: ['iso42001:6.1.4', 'iso42001:8.4', 'iso42001:A.5.2', 'iso42001:A.5.3', 'iso42001:A.5.4', 'iso42001:A.5.5'],
  fields: impactFields,
  links: {
    system: one('aiSystem', {
      required: true,
      label: 'AI system',
      inverse: 'impactAssessments',
      inverseLabel: 'Impact assessments',
    }),
    owner: one('person', { inverse: 'impactAssessmentsOwned', inverseLabel: 'Impact assessments' }),
    triage: one('triage', { inverse: 'impactAssessments', inverseLabel: 'Impact assessments' }),
    priorAssessment: one('impactAssessment', {
      label: 'Assessment before',
      inverse: 'laterAssessments',
      inverseLabel: 'Assessments after',
    }),
    datasets: many('dataset', { label: 'Data sets', inverse: 'impactAssessments', inverseLabel: 'Impact assessments' }),
    models: many('model', { inverse: 'impactAssessments', inverseLabel: 'Impact assessments' }),
    qualityResults: many('dataQualityResult', {
      label: 'Data quality results',
      inverse: 'impactAssessments',
      inverseLabel: 'Impact assessments',
    }),
    independentReviewer: one('person', {
      label: 'Independent reviewer',
      inverse: 'impactReviews',
      inverseLabel: 'Impact assessments to review',
    }),
    legalReviewer: one('person', {
      label: 'Legal or privacy',
      inverse: 'impactLegalReviews',
      inverseLabel: 'Impact assessments to check in law',
    }),
    designatedManager: one('person', {
      label: 'Designated manager',
      inverse: 'impactApprovals',
      inverseLabel: 'Impact assessments to approve',
    }),
  },
  computed: {
    overallLevel: {
      field: f.choice(impactLevels, { label: 'Overall level', help: 'Follows from the harms left after measures.' }),
      from: (r) => overallLevel(r.impacts),
    },
  },
  workflow: {
    initial: 'draft',
    states: {
      draft: 'draft',
      consultation: 'inReview',
      independentReview: 'inReview',
      approval: 'inReview',
      inForce: 'inForce',
      underReassessment: 'due',
      superseded: 'retired',
    },
    moves: {
      consult: {
        label: 'Ask those affected',
        from: ['draft'],
        to: 'consultation',
        by: workers,
        needs: ['owner', 'triage', 'peopleSubject'],
      },
      sendToReview: {
        label: 'Send to independent review',
        from: ['draft', 'consultation'],
        to: 'independentReview',
        by: workers,
        needs: ['owner', 'triage', 'independentReviewer'],
        looksAt: ['triage', 'risks'],
        unless: (r, context) => {
          const found = depthOf(context)
          const isFull = 'depth' in found && found.depth === 'full'
          return (
            (isFull &&
              r.state === 'draft' &&
              say`A full assessment asks those affected first; begin the consultation.`) ||
            whyNotComplete(r, context)
          )
        },
      },
      submit: {
        label: 'Send to approval',
        from: ['draft', 'consultation'],
        to: 'approval',
        by: workers,
        needs: ['owner', 'triage'],
        looksAt: ['triage', 'risks'],
        sets: clearedApprovals,
        unless: (r, context) => {
          const found = depthOf(context)
          const isFull = 'depth' in found && found.depth === 'full'
          return (isFull && say`A full assessment goes to an independent reviewer first.`) || whyNotComplete(r, context)
        },
      },
      passReview: {
        label: 'Review passed',
        from: ['independentReview'],
        to: 'approval',
        by: everyone.filter((role) => role !== 'viewer' && role !== 'externalAuditor'),
        needs: ['reviewNotes'],
        looksAt: ['triage', 'risks'],
        sets: clearedApprovals,
        unless: (r, context) =>
          (r.createdBy === context.actor.id && say`You wrote this assessment; the review is done by another person.`) ||
          (!is(r.independentReviewer, context) && say`Only the independent reviewer named here can pass the review.`) ||
          whyNotComplete(r, context),
      },
      sendBack: {
        label: 'Send back',
        from: ['consultation', 'independentReview', 'approval'],
        to: 'draft',
        by: workers,
        asksReason: true,
        sets: clearedApprovals,
      },
      signAsSystemOwner: {
        label: 'Sign as owner of the system',
        from: ['approval'],
        to: 'approval',
        signs: 'As owner of the AI system I sign',
        by: workers,
        looksAt: ['system'],
        sets: (r, context) => signed('ai_system_owner', r, context),
        unless: (r, context) =>
          whyNotSign('ai_system_owner', r, is(context.related.system?.[0]?.owner, context), context),
      },
      signAsLead: {
        label: 'Sign as lead of the management system',
        from: ['approval'],
        to: 'approval',
        signs: 'As AIMS lead I sign',
        by: ['aimsLead'],
        sets: (r, context) => signed('aims_manager', r, context),
        unless: (r, context) => whyNotSign('aims_manager', r, true, context),
      },
      signAsLegal: {
        label: 'Sign for legal or privacy',
        from: ['approval'],
        to: 'approval',
        signs: 'For law and data protection I sign',
        by: workers,
        sets: (r, context) => signed('legal_or_privacy', r, context),
        unless: (r, context) => whyNotSign('legal_or_privacy', r, is(r.legalReviewer, context), context),
      },
      signAsDesignated: {
        label: 'Sign as designated management',
        from: ['approval'],
        to: 'approval',
        signs: 'As the designated person I sign',
        by: workers,
        sets: (r, context) => signed('designated_management', r, context),
        unless: (r, context) => whyNotSign('designated_management', r, is(r.designatedManager, context), context),
      },
      signAsTop: {
        label: 'Sign as top management',
        from: ['approval'],
        to: 'approval',
        signs: 'For top management I sign',
        by: ['topManagement'],
        sets: (r, context) => signed('top_management', r, context),
        unless: (r, context) => whyNotSign('top_management', r, true, context),
      },
      putInForce: {
        label: 'Put in force',
        from: ['approval'],
        to: 'inForce',
        by: [...runners, 'topManagement'],
        looksAt: ['triage'],
        sets: (_r, { today }) => ({ approvedOn: today }),
        unless: (r, context) => {
          const missing = missingSignatures(levelToSign(r.overallLevel, context), r.versionAssessed, r.approvals ?? [])
          const isStopped = r.recommendation === 'stop' || r.recommendation === 'redesign'
          return (
            (missing.length > 0 && say`Signatures still missing: ${missing.map(roleLabel).join(', ')}.`) ||
            (isStopped && say`It recommends not to go on; send it back and assess the changed system.`)
          )
        },
      },
      fulfilCondition: {
        label: 'Record the next condition as fulfilled',
        from: ['inForce'],
        to: 'inForce',
        by: runners,
        asksReason: true,
        sets: (r, { today }) => {
          const next = nextCondition(r.conditions)
          return { conditions: (r.conditions ?? []).map((c) => (c === next ? { ...c, doneOn: today } : c)) }
        },
        unless: (r) => nextCondition(r.conditions) === undefined && say`Every condition is recorded as fulfilled.`,
      },
      publish: {
        label: 'Record as published',
        from: ['inForce'],
        to: 'inForce',
        by: runners,
        needs: ['publicationDecision', 'summary'],
        sets: (_r, { today }) => ({ publishedOn: today }),
        unless: (r) => r.publicationDecision === 'internal' && say`It was decided to keep it inside the organisation.`,
      },
      reassess: {
        label: 'Reassess after a change',
        from: ['inForce'],
        to: 'underReassessment',
        by: workers,
        asksReason: true,
      },
      confirm: {
        label: 'Still right after the change',
        from: ['underReassessment'],
        to: 'inForce',
        by: ['aimsLead', 'topManagement', 'systemOwner'],
        asksReason: true,
        unless: (r, { actor }) =>
          r.createdBy === actor.id && say`You wrote this assessment; another person judges whether it still holds.`,
      },
      rewrite: {
        from: ['underReassessment'],
        to: 'draft',
        by: workers,
        asksReason: true,
        sets: () => ({ ...clearedApprovals(), publishedOn: null }),
      },
      supersede: {
        label: 'Replaced by a newer one',
        from: ['inForce', 'underReassessment'],
        to: 'superseded',
        by: runners,
        looksAt: ['laterAssessments'],
        unless: (_r, { related }) =>
          !(related.laterAssessments ?? []).some((later) => later.state === 'inForce') &&
          say`Put the newer assessment in force first, and link this one in it as the assessment before.`,
      },
    },
    frozen: ['approval', 'inForce', 'underReassessment', 'superseded'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'review',
      ask: 'Was every assessment in force done again by its day?',
      fix: 'Start a reassessment.',
      severity: 'minor',
      refs: ['iso42001:8.4', 'iso42001:A.5.2'],
      failing: (r, { today }) => r.state === 'inForce' && r.nextReviewOn !== null && r.nextReviewOn < today,
    },
    {
      id: 'vulnerable',
      ask: 'Is every vulnerable group named met by a measure?',
      fix: 'Add measures for the vulnerable groups in a reassessment.',
      severity: 'minor',
      refs: ['iso42001:A.5.4'],
      failing: (r) =>
        r.state === 'inForce' &&
        (r.vulnerableGroups ?? []).some((group) => !/^none\b/i.test(group.trim())) &&
        (r.measures ?? []).length === 0,
    },
    {
      id: 'published',
      ask: 'Was every summary published that was meant to be?',
      fix: 'Publish the summary and record it.',
      severity: 'ofi',
      refs: ['iso42001:A.5.3', 'iso42001:A.8.2'],
      failing: (r) =>
        r.state === 'inForce' &&
        r.publicationDecision !== null &&
        r.publicationDecision !== 'internal' &&
        r.publishedOn === null,
    },
  ],
  list: {
    columns: ['ref', 'title', 'system', 'versionAssessed', 'overallLevel', 'state', 'nextReviewOn'],
    sort: '-approvedOn',
  },
  sections: impactSections,
  examples: impactExamples,
})

type Conditions = ImpactValues['conditions']

/** The open condition that is due first. */
function nextCondition(conditions: Conditions) {
  return [...(conditions ?? [])]
    .filter((c) => c.doneOn === null)
    .sort((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))[0]
}
