import { t } from '../../app/i18n.ts'

/** How old evidence is, in the unit people think in. */
export function showAge(days: number): string {
  if (days < 1) return t('today')
  if (days < 60) return t('{days, plural, one {# day} other {# days}}', { days })
  return t('{months, plural, one {# month} other {# months}}', { months: Math.floor(days / 30.44) })
}
