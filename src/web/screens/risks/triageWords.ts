import type { AssessmentNeed } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import type { ShownTone } from '../../ui/tones.ts'

type Depth = AssessmentNeed['depth']

export const depthWord = (depth: Depth): string =>
  ({ light: t('Light'), standard: t('Standard'), full: t('Full'), stop: t('Stop and escalate') })[depth]

export const depthTone = (depth: Depth): ShownTone =>
  (({ light: 'draft', standard: 'opportunity', full: 'due', stop: 'major' }) as const)[depth]
