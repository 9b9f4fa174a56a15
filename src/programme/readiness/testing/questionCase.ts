import type { AnyRecord } from '../../../model/index.ts'
import { past, soon } from './ruleCase.ts'

export type Values = Readonly<Record<string, unknown>>

/** A record on which a question of a register fires, and what has to be otherwise for it not to. */
export interface QuestionCase {
  readonly fires: Values
  /** Each of these changes alone silences it; told as changes to the record that fires. */
  readonly silent: readonly Values[]
  /** Records beside it, without which it would not fire. */
  readonly beside?: (id: string) => readonly AnyRecord[]
  /** Other records beside it that silence it with nothing else changed. */
  readonly silentBeside?: (id: string) => readonly AnyRecord[]
}

/** A day that passed, while it should have been held: silent when the day is still to come, or there is none. */
export const overdue = (day: string, more: Values = {}, ...silent: readonly Values[]): QuestionCase => ({
  fires: { ...more, [day]: past },
  silent: [{ [day]: soon }, { [day]: null }, ...silent],
})

/** Something that is missing and silent once it is there. */
export const missing = (
  name: string,
  there: unknown,
  more: Values = {},
  ...silent: readonly Values[]
): QuestionCase => ({
  fires: { ...more, [name]: Array.isArray(there) ? [] : null },
  silent: [{ [name]: there }, ...silent],
})
