import { locale } from '../../app/i18n.ts'

/** A share of 0 to 1 as people say it; what is not quite whole is never rounded up to whole. */
export function showPercent(share: number): string {
  const cut = share < 1 ? Math.min(share, 0.99) : 1
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: 0 }).format(cut)
}
