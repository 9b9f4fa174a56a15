import type { AnyRecord } from '../model/index.ts'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { type Mention, mention } from './mention.ts'
import type { Snapshot } from './snapshot.ts'

export interface StoryRecord extends Mention {
  readonly state: string
  /** Linked to the system itself, or to something linked to it. */
  readonly isDirect: boolean
  /** What leads here when the link is not direct. */
  readonly via: Mention | null
  /** Names of the system's own links that lead straight here, such as `owner`. */
  readonly links: readonly string[]
}

export interface StoryGroup {
  readonly id: GroupId
  readonly title: string
  readonly records: readonly StoryRecord[]
}

export interface SystemStory {
  readonly system: Mention
  readonly groups: readonly StoryGroup[]
  /** Titles of groups that hold nothing: the gaps of the story. */
  readonly empty: readonly string[]
}

export type GroupId =
  | 'people'
  | 'data'
  | 'models'
  | 'suppliers'
  | 'lifecycle'
  | 'impacts'
  | 'risks'
  | 'controls'
  | 'documents'
  | 'monitoring'
  | 'incidents'
  | 'obligations'
  | 'audit'

/** One way from a system to records: along a link of what is at hand (`out`), or against a link of others (`in`). */
type Step = { readonly out: string } | { readonly in: readonly [register: string, link: string] }

interface GroupRule {
  readonly title: string
  /** Each path is one or two steps. */
  readonly paths: readonly (readonly Step[])[]
}

const out = (link: string): Step => ({ out: link })
const from = (register: string, link: string): Step => ({ in: [register, link] })
const risks = from('risk', 'systems')
const assessments = from('impactAssessment', 'system')

const groups: Readonly<Record<GroupId, GroupRule>> = {
  people: {
    title: 'People and roles',
    paths: [
      [out('owner')],
      [out('builders')],
      [out('unit')],
      [out('unit'), out('head')],
      [from('resource', 'systems')],
    ],
  },
  data: {
    title: 'Data',
    paths: [
      [out('datasets')],
      [out('datasets'), from('dataQualityRequirement', 'dataset')],
      [out('datasets'), out('derivedFrom')],
      [out('models'), out('trainingData')],
    ],
  },
  models: { title: 'Models', paths: [[out('models')], [out('models'), out('derivedFrom')]] },
  suppliers: {
    title: 'Suppliers',
    paths: [
      [out('suppliers')],
      [out('models'), out('supplier')],
      [out('datasets'), out('supplier')],
      [from('toolDiscovery', 'system')],
    ],
  },
  lifecycle: {
    title: 'Life cycle',
    paths: [
      [from('lifecycleGate', 'system')],
      [from('validation', 'system')],
      [from('deployment', 'system')],
      [from('plannedChange', 'systems')],
      [out('parent')],
      [from('aiSystem', 'parent')],
    ],
  },
  impacts: {
    title: 'Impact on people and society',
    paths: [[from('triage', 'system')], [assessments], [assessments, from('treatmentAction', 'impactAssessment')]],
  },
  risks: {
    title: 'Risks',
    paths: [[risks], [risks, from('treatmentAction', 'risk')], [risks, from('riskAcceptance', 'risk')]],
  },
  controls: {
    title: 'Controls',
    paths: [[from('controlDecision', 'systems')], [risks, out('controls')], [risks, out('existingControls')]],
  },
  documents: {
    title: 'Documents',
    paths: [
      [from('systemDocument', 'system')],
      [from('evidence', 'about')],
      [from('controlDecision', 'systems'), out('documents')],
    ],
  },
  monitoring: {
    title: 'Operation and monitoring',
    paths: [
      [from('monitor', 'system')],
      [from('eventLog', 'system')],
      [from('metric', 'systems')],
      [from('objective', 'systems')],
      [from('monitor', 'system'), from('alert', 'monitor')],
    ],
  },
  incidents: {
    title: 'Incidents and reports',
    paths: [
      [from('incident', 'systems')],
      [from('outsideReport', 'systems')],
      [from('lesson', 'systems')],
      [from('incident', 'systems'), from('finding', 'incident')],
    ],
  },
  obligations: {
    title: 'Obligations',
    paths: [[from('obligation', 'systems')], [from('obligation', 'systems'), out('documents')]],
  },
  audit: {
    title: 'Audits and findings',
    paths: [
      [from('audit', 'systems')],
      [from('workingPaper', 'systems')],
      [from('finding', 'systems')],
      [from('walkthrough', 'system')],
      [from('improvement', 'systems')],
      [from('finding', 'systems'), from('correctiveAction', 'findings')],
    ],
  },
}

/** Everything on record about one AI system, grouped, direct or over one thing in between; null when it is not there. */
export function tellSystem(snapshot: Snapshot, systemId: string): SystemStory | null {
  const system = snapshot.get(aiSystem, systemId)
  const start = snapshot.byId(systemId)
  if (system === undefined || start === undefined) return null
  // Object.entries forgets the key type; the keys are exactly the group ids.
  const told = (Object.entries(groups) as [GroupId, GroupRule][]).map(
    ([id, rule]): StoryGroup => ({
      id,
      title: rule.title,
      records: gather(snapshot, start, rule.paths),
    }),
  )
  return {
    system: mention(system),
    groups: told,
    empty: told.filter((g) => g.records.length === 0).map((g) => g.title),
  }
}

function gather(snapshot: Snapshot, start: AnyRecord, paths: readonly (readonly Step[])[]): StoryRecord[] {
  const found = new Map<string, StoryRecord & { links: string[] }>()
  // Short paths first, so that what is linked directly is told as direct.
  for (const path of paths.toSorted((a, b) => a.length - b.length)) {
    const [first, second] = path
    for (const near of first ? follow(snapshot, start, first) : []) {
      const reached = second === undefined ? [near] : follow(snapshot, near, second)
      for (const record of reached) {
        const isDirect = second === undefined
        const link = isDirect && first && 'out' in first ? [first.out] : []
        found.get(record.id)?.links.push(...link)
        if (record.id === start.id || found.has(record.id)) continue
        found.set(record.id, {
          ...mention(record),
          state: record.state,
          isDirect,
          via: isDirect ? null : mention(near),
          links: link,
        })
      }
    }
  }
  return [...found.values()]
}

function follow(snapshot: Snapshot, record: AnyRecord, step: Step): readonly AnyRecord[] {
  return 'out' in step ? snapshot.links(record, step.out) : snapshot.linkedTo(record.id, ...step.in)
}

/** The register and link names the paths rely on; a test holds them against the registers. */
export const storyPaths: readonly (readonly Step[])[] = Object.values(groups).flatMap((rule) => rule.paths)

/** What the groups are called, for translators. */
export const storyTitles: readonly string[] = Object.values(groups).map((rule) => rule.title)
