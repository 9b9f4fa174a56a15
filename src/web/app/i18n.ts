import { i18n } from '@lingui/core'
import { type CompiledMessage, compileMessage } from '@lingui/message-utils/compileMessage'

const compiled = new Map<string, CompiledMessage>()

// Compiling a message costs far more than filling it in, and the same few hundred come again and again.
i18n.setMessagesCompiler((message) => {
  const held = compiled.get(message)
  if (held) return held
  const made = compileMessage(message)
  compiled.set(message, made)
  return made
})
i18n.loadAndActivate({ locale: 'en', messages: {} })

type Values = Readonly<Record<string, unknown>>

/**
 * A sentence shown to a person, written in English with ICU placeholders; a catalogue may hold its translation.
 *
 * `t('{count, plural, one {# risk} other {# risks}} without an owner', { count: 3 })`
 */
export function t(message: string, values?: Values): string {
  return i18n._({ id: message, message, values: values as Record<string, unknown> | undefined })
}

/**
 * A sentence that is no constant here but data of the program: the label of a field, the title of a problem. Catalogues
 * hold those too; what they do not hold, such as the words of a person, stays as it is.
 */
t.data = (text: string): string => (i18n.messages[text] === undefined ? text : i18n._(text))

/** Language and region for numbers and dates. */
export const locale = (): string => i18n.locale

export { i18n }
