import type { FastifyRequest } from 'fastify'
import { problem } from '../../model/index.ts'
import { say } from '../../model/say.ts'
import { applicability } from '../../programme/applicability.ts'
import { auditCoverage } from '../../programme/auditCoverage.ts'
import { proposeDecisions } from '../../programme/decisionProposal.ts'
import { awareness } from '../../programme/documents/awareness.ts'
import { neededDocuments } from '../../programme/documents/neededDocuments.ts'
import { gapAnalysis, gapTotals, proposeTasks } from '../../programme/gap.ts'
import { legalClass, legalNotice } from '../../programme/legalClass.ts'
import { overlap27001 } from '../../programme/overlap27001.ts'
import { programme } from '../../programme/programmeSteps.ts'
import { assembleReview } from '../../programme/reviewInputs.ts'
import { riskMatrices } from '../../programme/riskMatrix.ts'
import { proposeRisks } from '../../programme/riskProposal.ts'
import { scheduleRoadmap } from '../../programme/roadmap.ts'
import { determineAllRoles, determineRoles } from '../../programme/roleDetermination.ts'
import { diffSoa, freezeSoa } from '../../programme/soaSnapshot.ts'
import { tellSystem } from '../../programme/systemStory.ts'
import { trace } from '../../programme/traceability.ts'
import { proposeTreatment } from '../../programme/treatmentProposal.ts'
import { assessmentsNeeded, proposeTriages } from '../../programme/triageProposal.ts'
import { programmeTask } from '../../registers/programmeTask.ts'
import { risk } from '../../registers/risk/risk.ts'
import { soaVersion } from '../../registers/soaVersion/soaVersion.ts'
import { day, type Entered, enter, type ServerContext, single, wholeNumber } from '../context.ts'
import { speakerFor } from '../language/answerIn.ts'
import { draftVoice } from '../language/draftVoice.ts'
import { isProposalKind, proposalKinds } from '../proposals.ts'
import { openFor, readinessFor, type Standing } from '../snapshots.ts'
import { readinessRoutes } from './readiness.ts'

const kindsShown = Object.keys(proposalKinds).join(', ')

/** What is worked out from many records: where the organisation stands and what to do next. All of it as of a date. */
export function programmeRoutes(context: ServerContext): void {
  const { app, store, snapshots } = context
  const base = '/api/v1/o/:organisation'

  async function standing(request: FastifyRequest): Promise<Entered & Standing> {
    const entered = await enter(context, request)
    const stood = await snapshots.standing(entered.org.id, entered.asOf)
    return { ...entered, ...stood, open: openFor(stood.open, store.registry.all, entered.actor) }
  }

  /** Proposals are written in the language of whoever asks, who may take them over. */
  const voiceOf = (request: FastifyRequest) => draftVoice(speakerFor(request))

  readinessRoutes(context)

  app.get(`${base}/programme`, async (request) => ({ phases: programme((await standing(request)).open) }))

  app.get(`${base}/applicability`, async (request) => {
    const { open } = await standing(request)
    return { lines: applicability(open) }
  })

  /** Rows of the statement at one end of a comparison: a version by its number, a date, or as it stands now. */
  async function soaRows({ open, org, actor }: Entered & Standing, end: string | undefined) {
    if (end === undefined) return freezeSoa(applicability(open))
    if (/^SOA-\d+$/i.test(end)) {
      const version = open.of(soaVersion).find((v) => v.ref === end.toUpperCase())
      if (!version) throw problem('access/not-found', say`There is no version "${end}" of the statement.`)
      return version.lines ?? []
    }
    const at = await store.asOf(org.id, end)
    if (at === null) return freezeSoa(applicability(open))
    const then = await snapshots.standing(org.id, at)
    return freezeSoa(applicability(openFor(then.open, store.registry.all, actor)))
  }

  app.get(`${base}/applicability/diff`, async (request) => {
    const entered = await standing(request)
    const from = single(request, 'from')
    if (from === undefined)
      throw problem('request/invalid', {
        fields: [{ field: 'from', message: say`Give the earlier date or version to compare with.` }],
      })
    return diffSoa(await soaRows(entered, from), await soaRows(entered, single(request, 'to')))
  })

  app.get(`${base}/applicability/proposals`, async (request) => ({
    changes: proposeDecisions((await standing(request)).open, voiceOf(request)),
  }))

  app.get(`${base}/applicability/frozen`, async (request) => ({
    rows: freezeSoa(applicability((await standing(request)).open)),
  }))

  app.get(`${base}/proposals/:kind`, async (request) => {
    const { kind } = request.params as { kind: string }
    if (!isProposalKind(kind))
      throw problem('access/not-found', say`Nothing is proposed under "${kind.slice(0, 60)}"; there is: ${kindsShown}.`)
    return { changes: proposalKinds[kind]((await standing(request)).open, voiceOf(request)) }
  })

  app.get(`${base}/gap`, async (request) => {
    const entered = await standing(request)
    const { open, readiness, actor, hidden } = entered
    const rows = gapAnalysis(readinessFor(readiness, store.registry.all, actor, hidden), open)
    return { rows, totals: gapTotals(rows), tasks: proposeTasks(rows, open, voiceOf(request)) }
  })

  app.get(`${base}/documents-and-people`, async (request) => {
    const { open } = await standing(request)
    return { needed: neededDocuments(open), ...awareness(open) }
  })

  app.get(`${base}/overlap-27001`, async (request) => overlap27001((await standing(request)).open))

  app.get(`${base}/roles`, async (request) => ({ systems: determineAllRoles((await standing(request)).open) }))

  app.get(`${base}/triage`, async (request) => {
    const { open } = await standing(request)
    return { proposals: proposeTriages(open, voiceOf(request)), needed: assessmentsNeeded(open) }
  })

  app.get(`${base}/risk-proposals`, async (request) => proposeRisks((await standing(request)).open, voiceOf(request)))

  app.get(`${base}/treatment-proposals/:id`, async (request) => {
    const { open } = await standing(request)
    const { id } = request.params as { id: string }
    const found = open.of(risk).find((r) => r.id === id || r.ref === id.toUpperCase())
    if (!found) throw problem('access/not-found', say`There is no risk "${id.slice(0, 60)}".`)
    return proposeTreatment(open, found, voiceOf(request))
  })

  app.get(`${base}/risk-matrix`, async (request) => {
    const { open } = await standing(request)
    const system = single(request, 'system')
    return riskMatrices(open, (each) => system === undefined || each.systems.includes(system))
  })

  app.get(`${base}/systems/:id/story`, async (request) => {
    const { open } = await standing(request)
    const { id } = request.params as { id: string }
    const system = open.all('aiSystem').find((r) => r.id === id || r.ref === id.toUpperCase())
    const story = system ? tellSystem(open, system.id) : null
    if (!system || !story) throw problem('access/not-found', say`There is no AI system "${id.slice(0, 60)}".`)
    return {
      ...story,
      legal: legalClass(open, system as never),
      roles: determineRoles(open, system as never),
      notice: legalNotice,
    }
  })

  app.get(`${base}/trace/:id`, async (request) => {
    const { open } = await standing(request)
    const { id } = request.params as { id: string }
    const found = open.byId(id) ?? findByRef(open, id.toUpperCase())
    const traced = found
      ? trace(open, found.id, {
          depth: wholeNumber(request, 'depth', 2, 1, 4),
          maxNodes: wholeNumber(request, 'nodes', 120, 10, 400),
        })
      : null
    if (!traced) throw problem('access/not-found', say`There is no record "${id.slice(0, 60)}" you may see.`)
    return traced
  })

  app.get(`${base}/roadmap`, async (request) => {
    const { open } = await standing(request)
    return scheduleRoadmap(open.of(programmeTask), {
      from: day(request, 'from') ?? open.today,
      daysPerWeek: wholeNumber(request, 'daysPerWeek', 5, 1, 100),
    })
  })

  app.get(`${base}/audit-coverage`, async (request) => auditCoverage((await standing(request)).open))

  app.get(`${base}/review-inputs`, async (request) => {
    const { open } = await standing(request)
    return assembleReview(open, single(request, 'review'))
  })
}

function findByRef(snapshot: Standing['open'], ref: string) {
  for (const register of snapshot.registers()) {
    const found = snapshot.all(register).find((r) => r.ref === ref)
    if (found) return found
  }
  return undefined
}
