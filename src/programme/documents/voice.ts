import { humanise } from '../../model/humanise.ts'
import type { Field } from '../../model/index.ts'
import { labelWord, type Said, term } from '../../model/say.ts'

/** Languages outlines are written in. */
export const draftLanguages = ['en', 'de'] as const
export type DraftLanguage = (typeof draftLanguages)[number]

/** How a draft speaks: its language, and who says the program's own words in it, which the server knows. */
export interface Voice {
  readonly language: DraftLanguage
  say(said: Said): string
}

export const english: Voice = { language: 'en', say: String }

/**
 * A value of a list as words: `customer_user` is "customer user" and `atLeast` "at least" in English, and its label in other languages. The field
 * is given where labels are other words than the values.
 */
export function words(value: string | null | undefined, voice: Voice, field?: Pick<Field, 'choices'>): string {
  if (!value) return ''
  const label = voice.language === 'en' ? undefined : field?.choices?.find((each) => each.value === value)?.label
  return voice.say(label === undefined ? labelWord(humanise(value)) : term(label))
}

const germanDay = new Intl.DateTimeFormat('de', { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' })

/** A day `yyyy-mm-dd` as it is written in documents of the language. */
export function written<Day extends string | null>(day: Day, { language }: Voice): Day | string {
  if (day === null || language === 'en') return day
  return germanDay.format(new Date(`${day}T00:00:00Z`))
}

const germanNumber = new Intl.NumberFormat('de', { maximumFractionDigits: 20 })

/** A number as it is written in documents of the language. */
export const writtenNumber = (value: number, { language }: Voice): string =>
  language === 'en' ? String(value) : germanNumber.format(value)
