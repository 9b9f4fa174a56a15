import { t } from '../app/i18n.ts'

/** Frameworks whose clauses and controls are named, as people call them. */
export const frameworkNames: Readonly<Record<string, () => string>> = {
  iso42001: () => 'ISO/IEC 42001',
  iso27001: () => 'ISO/IEC 27001',
  'nist-ai-rmf': () => 'NIST AI RMF',
  'eu-ai-act': () => t('EU AI Act'),
  own: () => t('own'),
}

/** Whether a text is nothing but a clause or control as the software names it, such as `iso42001:A.5.2`. */
export const isStandardRef = (text: string): boolean =>
  Object.hasOwn(frameworkNames, text.slice(0, Math.max(0, text.indexOf(':')))) && !/\s/.test(text)

/** `iso42001:A.5.2` as people say it: `A.5.2`, with the framework's name unless it is ISO/IEC 42001 or one's own. */
export function shortRef(ref: string): string {
  const at = ref.indexOf(':')
  const framework = ref.slice(0, at)
  const id = ref.slice(at + 1)
  return framework === 'iso42001' || framework === 'own' || at < 0
    ? id
    : `${frameworkNames[framework]?.() ?? framework} ${id}`
}
