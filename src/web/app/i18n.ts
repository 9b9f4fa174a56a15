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

export interface Catalogues {
  /** What the client says itself. */
  readonly messages?: Messages
  /** What it shows of the program's data; "Open" there is a state, here a button. */
  readonly data?: Messages
}

const dataId = (text: string): string => `data: ${text}`

/** Has everything said in a language from now on. `mapText` works on the words between what is filled in. */
export function activate(
  locale: string,
  { messages = {}, data = {} }: Catalogues = {},
  mapText?: (words: string) => string,
): void {
  i18n.setMessagesCompiler(remembered((message) => compileMessage(message, mapText)))
  const marked = Object.entries(data).map(([text, said]) => [dataId(text), said])
  i18n.loadAndActivate({ locale, messages: { ...messages, ...Object.fromEntries(marked) } })
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

/**
 * A sentence that is no constant here but data of the program: the label of a field, the title of a problem. Catalogues
 * hold those too; what they do not hold, such as the words of a person, stays as it is.
 */
t.data = (text: string): string => {
  const id = [dataId(text), text].find((each) => Object.hasOwn(i18n.messages, each))
  return id === undefined ? text : i18n._(id)
}

/** Whether what the server sends is translated at all; English is what it sends. */
export const isTranslated = (): boolean => i18n.locale !== 'en'

/** Language and region for numbers and dates: British for English, whatever the region of the reader. */
export const locale = (): string => (i18n.locale.startsWith('en') ? 'en-GB' : i18n.locale)
