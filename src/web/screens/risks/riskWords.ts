import type { MatrixCell } from '../../../programme/riskMatrix.ts'
import { t } from '../../app/i18n.ts'

export const levelWord = (level: MatrixCell['level']): string =>
  ({ low: t('low'), medium: t('medium'), high: t('high'), critical: t('critical') })[level]
