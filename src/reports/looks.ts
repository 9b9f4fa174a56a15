import type { ShownTone } from './document.ts'

/** Families of colour with a meaning; the same values as on screen. */
export type Hue = 'quiet' | 'info' | 'good' | 'warn' | 'bad'

/** Sign and colour of each state; the word comes with the badge. Signs are in every font we print with. */
export const toneLooks: Readonly<Record<ShownTone, { readonly hue: Hue; readonly sign: string }>> = {
  missing: { hue: 'quiet', sign: '○' },
  draft: { hue: 'quiet', sign: '◌' },
  inReview: { hue: 'info', sign: '◐' },
  inForce: { hue: 'good', sign: '●' },
  due: { hue: 'warn', sign: '◔' },
  overdue: { hue: 'bad', sign: '◆' },
  retired: { hue: 'quiet', sign: '□' },
  conforms: { hue: 'good', sign: '✓' },
  opportunity: { hue: 'info', sign: '△' },
  minor: { hue: 'warn', sign: '▲' },
  major: { hue: 'bad', sign: '■' },
  notAssessed: { hue: 'quiet', sign: '–' },
}

/** Ink and ground on paper and light screens; each pair reaches a contrast of 4.5 to 1. */
export const hueColours: Readonly<Record<Hue, { readonly ink: string; readonly ground: string }>> = {
  quiet: { ink: '#5c5750', ground: '#f1efeb' },
  info: { ink: '#1f5a94', ground: '#e8f0f8' },
  good: { ink: '#1e6b3a', ground: '#e7f3ea' },
  warn: { ink: '#86530a', ground: '#fbf0dc' },
  bad: { ink: '#a3241c', ground: '#fbe9e7' },
}
