import { type AnyRecord, defineRegister, everyone, f, one, stewards, workers } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { type RiskLevel, riskManagementData } from '../../standard/riskManagement.ts'
import { riskLevelIn, riskLevels } from '../lists/levels.ts'
import { addMonths, authorities, authorityFor, authorityLabel, authorityOf, mayAccept } from './authority.ts'

const validityMonths = riskManagementData.acceptance_validity_months

/** How the linked risk stands now: after treatment where that was rated, before it otherwise. */
function standing(risk: AnyRecord | undefined): { level: RiskLevel; score: number } | null {
  const level = riskLevelIn(risk?.residualLevel) ?? riskLevelIn(risk?.inherentLevel)
  const score = risk?.residualScore ?? risk?.inherentScore
  return level !== null && typeof score === 'number' ? { level, score } : null
}

const owns = (risk: AnyRecord | undefined, person: string | null) => person !== null && risk?.owner === person

export const riskAcceptance = defineRegister({
  name: 'riskAcceptance',
  label: { one: 'Risk acceptance', many: 'Risk acceptances' },
  explain:
    'The decision to live with what is left of a risk: who decided, in what role, why, until when, and how high the risk was that day. The higher the level, the higher the authority that must decide. When the risk grows or the time runs out, the acceptance no longer covers it.',
  refPrefix: 'RACC',
  area: 'risks',
  serves: ['iso42001:6.1.3', 'iso42001:8.3'],
  fields: {
    reason: f.longText({ search: 'high', help: 'Why the rest is worth bearing, and for whom.' }),
    expiresOn: f.date({ label: 'Runs out on', help: `Left empty, it lasts ${validityMonths} months.` }).optional(),
    conditions: f.longText({ help: 'What must stay true for the acceptance to hold.' }).optional(),
    role: f.choice(authorities, { label: 'Accepted as', help: 'Set by the decision.', setByMove: true }).optional(),
    acceptedOn: f.date({ label: 'Accepted on', help: 'Set by the decision.', setByMove: true }).optional(),
    acceptedBy: f.text({ label: 'Accepted by', help: 'Set by the decision.', setByMove: true }).optional(),
    levelAtAcceptance: f
      .choice(riskLevels, { label: 'Level that day', help: 'Set by the decision.', setByMove: true })
      .optional(),
    scoreAtAcceptance: f
      .integer({ min: 1, max: 25, label: 'Score that day', help: 'Set by the decision.', setByMove: true })
      .optional(),
  },
  links: {
    risk: one('risk', { required: true, inverse: 'acceptances', inverseLabel: 'Acceptances' }),
    owner: one('person', { label: 'Asked for by', inverse: 'riskAcceptances', inverseLabel: 'Risk acceptances' }),
  },
  computed: {},
  workflow: {
    initial: 'proposed',
    states: { proposed: 'inReview', accepted: 'inForce', refused: 'retired', withdrawn: 'retired' },
    moves: {
      accept: {
        from: ['proposed'],
        to: 'accepted',
        signs: 'I accept',
        by: ['topManagement', 'aimsLead', 'riskOwner', 'systemOwner', 'contributor'],
        asksReason: true,
        looksAt: ['risk'],
        sets: (r, { actor, today, related }) => {
          const risk = related.risk?.[0]
          const now = standing(risk)
          return {
            role: authorityOf(actor.roles, owns(risk, actor.person)),
            acceptedOn: today,
            acceptedBy: actor.name,
            levelAtAcceptance: now?.level ?? null,
            scoreAtAcceptance: now?.score ?? null,
            expiresOn: r.expiresOn ?? addMonths(today, validityMonths),
          }
        },
        unless: (r, { actor, today, related }) => {
          const risk = related.risk?.[0]
          const now = standing(risk)
          if (now === null) return say`Rate the risk first; without a level nobody can accept it.`
          if (r.expiresOn !== null && r.expiresOn <= today) return say`Choose a day in the future on which it runs out.`
          if (now.level === 'critical' && actor.person !== null && risk?.treatmentOwner === actor.person)
            return say`You treat this risk; a critical rest must be accepted by another person.`
          const authority = authorityOf(actor.roles, owns(risk, actor.person))
          if (authority !== null && mayAccept(authority, now.level)) return false
          return say`A ${now.level} risk is accepted by ${authorityLabel(authorityFor(now.level))}; ask them to decide.`
        },
      },
      refuse: { from: ['proposed'], to: 'refused', by: ['topManagement', 'aimsLead', 'riskOwner'], asksReason: true },
      withdraw: {
        from: ['proposed', 'accepted'],
        to: 'withdrawn',
        by: ['topManagement', 'riskOwner', 'author', ...stewards],
        asksReason: true,
      },
    },
    frozen: ['accepted', 'refused', 'withdrawn'],
  },
  can: { read: everyone, create: workers, edit: workers, archive: stewards },
  readiness: [
    {
      id: 'decided',
      ask: 'Was every asked acceptance decided?',
      fix: 'Accept or refuse it.',
      severity: 'minor',
      failing: (r) => r.state === 'proposed',
    },
  ],
  list: {
    columns: ['ref', 'risk', 'levelAtAcceptance', 'role', 'acceptedBy', 'state', 'expiresOn'],
    sort: 'expiresOn',
  },
  sections: [
    { title: 'Request', fields: ['risk', 'owner', 'reason', 'conditions', 'expiresOn'] },
    { title: 'Decision', fields: ['role', 'acceptedOn', 'acceptedBy', 'levelAtAcceptance', 'scoreAtAcceptance'] },
  ],
  titleOf: (r) => (r.acceptedBy === null ? 'Acceptance asked for' : `Accepted by ${r.acceptedBy} on ${r.acceptedOn}`),
  examples: [
    {
      reason:
        'Monthly watch and a person reading every application keep the rest small; without the ranking people waited three weeks.',
      expiresOn: '2027-06-30',
      conditions: 'Selection rates stay above 0.8.',
    },
    { reason: 'The service is used for internal minutes only and everybody checks them before sending.' },
  ],
})
