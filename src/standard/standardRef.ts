export const frameworks = ['iso42001', 'iso27001', 'nist-ai-rmf', 'eu-ai-act'] as const

export type Framework = (typeof frameworks)[number]

declare const checked: unique symbol

/**
 * An id together with its framework, such as `iso42001:A.5.2` or `eu-ai-act:Art 9`, known to exist in our data.
 *
 * The framework is part of the value because ids collide: A.5.2 is the impact assessment process in ISO/IEC 42001 and
 * security roles in ISO/IEC 27001. Get one from `standardRef` or `parseStandardRef`.
 */
export type StandardRef = `${Framework}:${string}` & { readonly [checked]: true }

export const frameworkNames: Readonly<Record<Framework, string>> = {
  iso42001: 'ISO/IEC 42001:2023',
  iso27001: 'ISO/IEC 27001:2022',
  'nist-ai-rmf': 'NIST AI RMF 1.0',
  'eu-ai-act': 'EU AI Act',
}

/** Splits the text at its first colon; says nothing about whether the id exists. */
export function splitRef(text: string): { framework: Framework; id: string } | undefined {
  const framework = frameworks.find((name) => text.startsWith(`${name}:`))
  if (framework === undefined) return undefined
  const id = text.slice(framework.length + 1)
  return id === '' ? undefined : { framework, id }
}

/** Joins without looking the id up. For ids that come from the data itself, whose existence `checkStandard` proves. */
export function joinRef(framework: Framework, id: string): StandardRef {
  // The brand cannot be built from a template; checkStandard stands in for the look-up.
  return `${framework}:${id}` as StandardRef
}
