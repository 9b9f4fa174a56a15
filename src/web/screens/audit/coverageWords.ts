import type { CoverageCell, CoverageRow } from '../../../programme/auditCoverage.ts'
import { t } from '../../app/i18n.ts'
import type { ShownTone } from '../../ui/tones.ts'

type State = CoverageCell['state']

export const coverageWords = (): Readonly<Record<State, string>> => ({
  audited: t('Audited'),
  inScope: t('In scope only'),
  planned: t('Planned'),
  none: t('Not yet'),
})

export const coverageTones: Readonly<Record<State, ShownTone>> = {
  audited: 'conforms',
  inScope: 'minor',
  planned: 'inReview',
  none: 'missing',
}

export const isAudited = (row: CoverageRow): boolean => row.cells.some((cell) => cell.state === 'audited')
export const isPlanned = (row: CoverageRow): boolean => row.cells.some((cell) => cell.state === 'planned')
