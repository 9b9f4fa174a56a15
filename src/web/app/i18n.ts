import { i18n } from '@lingui/core'
import { type CompiledMessage, compileMessage } from '@lingui/message-utils/compileMessage'

type Compile = (message: string) => CompiledMessage

/** Compiling a message costs far more than filling it in, and the same few hundred come again and again. */
function remembered(compile: Compile): Compile {
  const compiled = new Map<string, CompiledMessage>()
  return (message) => {
    const held = compiled.get(message)
    if (held) return held
    const made = compile(message)
    compiled.set(message, made)
    return made
  }
}

i18n.setMessagesCompiler(remembered(compileMessage))
i18n.loadAndActivate({ locale: 'en', messages: {} })

type Messages = Readonly<Record<string, string>>

/** Has everything said in a language from now on. `mapText` works on the words between what is filled in. */
export function activate(locale: string, messages: Messages = {}, mapText?: (words: string) => string): void {
  i18n.setMessagesCompiler(remembered((message) => compileMessage(message, mapText)))
  i18n.loadAndActivate({ locale, messages })
}

type Values = Readonly<Record<string, unknown>>

/**
 * A sentence shown to a person, written in English with ICU placeholders; a catalogue may hold its translation. The
 * sentence is a constant, so that `node scripts/messages.ts` finds it.
 *
 * `t('{count, plural, one {# risk} other {# risks}} without an owner', { count: 3 })`
 */
export function t(message: string, values?: Values): string {
  return i18n._({ id: message, message, values: values as Record<string, unknown> | undefined })
}

/** What is spoken now, as it is asked of the server. */
export const spoken = (): string => i18n.locale

/** For the address of a file that has words of the program in it: a browser that follows a link asks in its own language. */
export const inSpoken = (): { readonly language: string } => ({ language: spoken() })

/** Language and region for numbers and dates: British for English, whatever the region of the reader. */
export const locale = (): string => (i18n.locale.startsWith('en') ? 'en-GB' : i18n.locale)
