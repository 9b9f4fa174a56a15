import type { RecordOf } from '../../../model/index.ts'
import { type Said, say, valueWord } from '../../../model/say.ts'
import { dataQualityRequirement } from '../../../registers/dataQualityRequirement.ts'
import { dataQualityResult } from '../../../registers/dataQualityResult.ts'
import { dataset } from '../../../registers/dataset.ts'
import { resource } from '../../../registers/resource.ts'
import type { Snapshot } from '../../snapshot.ts'
import { back, type Found, type Rule, rule } from '../rule.ts'
import { called, few, isEmpty } from '../words.ts'
import { eachSystem } from './lifecycle.ts'

type Dataset = RecordOf<typeof dataset>

/** One finding for each data set in use that a condition names a reason for. */
const eachUsed = (id: string, reads: readonly string[], why: (d: Dataset, snapshot: Snapshot) => Said | false): Rule =>
  rule(id, {
    reads: ['dataset', ...reads],
    per: 'dataset',
    find: (snapshot) =>
      snapshot.of(dataset).flatMap((d): Found[] => {
        const said = d.linkedStage !== null && d.state !== 'withdrawn' && why(d, snapshot)
        return said === false ? [] : [{ record: d, why: said }]
      }),
  })

const kinds = ['component', 'data', 'tooling', 'compute', 'people'] as const

/** Controls A.4 and A.7: resources and data. */
export const dataRules: readonly Rule[] = [
  eachSystem('RR-072', [back('resource', 'systems')], (system, snapshot) => {
    if (system.inScope !== true) return false
    const held = snapshot.pointing(resource, 'systems', system.id).filter((r) => r.state !== 'retired')
    const missing = kinds.filter((kind) => !held.some((r) => r.kind === kind))
    return (
      missing.length > 0 &&
      say`The resources of ${called(system)} do not name ${few(
        missing.map((value) => valueWord(value)),
        5,
      )}.`
    )
  }),

  eachUsed('RR-073', [], (d) => {
    const missing = [isEmpty(d.source) && say`its source`, isEmpty(d.rights) && say`the right to use it`].filter(
      (x) => x !== false,
    )
    return (
      missing.length > 0 && say`${called(d)} is used for ${valueWord(d.linkedStage ?? '')} without ${few(missing)}.`
    )
  }),

  eachUsed('RR-074', ['dataQualityRequirement', 'dataQualityResult'], (d, snapshot) => {
    if (d.linkedStage !== 'training' && d.linkedStage !== 'production') return false
    const isMeasured = snapshot
      .pointing(dataQualityRequirement, 'dataset', d.id)
      .some((q) => snapshot.pointing(dataQualityResult, 'requirement', q.id).some((r) => r.state !== 'withdrawn'))
    return (
      !isMeasured && say`${called(d)} is used for ${valueWord(d.linkedStage ?? '')}; no quality result is recorded.`
    )
  }),

  eachUsed('RR-075', [], (d) => {
    const missing = [
      isEmpty(d.provenance) && say`where it came from`,
      isEmpty(d.preparation) && say`how it was prepared`,
    ].filter((x) => x !== false)
    return (
      missing.length > 0 &&
      say`${called(d)} is used for ${valueWord(d.linkedStage ?? '')}; it is not recorded ${few(missing)}.`
    )
  }),

  eachUsed(
    'RR-076',
    [],
    (d) => d.state !== 'approved' && say`${called(d)} is used for ${valueWord(d.linkedStage ?? '')} without approval.`,
  ),
]
