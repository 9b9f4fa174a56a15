import { joined, type Said, say, valueWord } from '../model/say.ts'
import type { Fact, SystemFacts } from './systemFacts.ts'
import { addMonths } from './workingDays.ts'

/** Why a starter risk fits a system, in the words of the facts; null when nothing speaks for it. */
export type Fit = (facts: SystemFacts) => Said | null

/** All of these facts hold. */
const all =
  (...wanted: readonly (keyof Facts)[]): Fit =>
  (facts) => {
    const found = wanted.map((name) => facts[name])
    return found.every((fact) => fact.value === true)
      ? joined(
          found.map((fact) => fact.because),
          '; ',
        )
      : null
  }

/** One of the ways fits; the first that does gives the reason. */
const any =
  (...ways: readonly Fit[]): Fit =>
  (facts) => {
    for (const way of ways) {
      const reason = way(facts)
      if (reason !== null) return reason
    }
    return null
  }

/** A value of the entry that speaks for it: the words when it does, null when it does not. */
const when =
  (test: (facts: SystemFacts) => Said | false | null): Fit =>
  (facts) =>
    test(facts) || null

type Facts = { readonly [K in keyof SystemFacts as SystemFacts[K] extends Fact ? K : never]: Fact }

const working = when(({ system }) => atStage(system.stage, ['operation', 'deployment']))
const early = when(({ system }) =>
  atStage(system.stage, ['inception', 'data_collection', 'data_preparation', 'development']),
)
const people = any(all('decides'), all('informs', 'outsiders'))
const trainedHere = all('trains')
const strictClass = when(({ system }) => system.legalClass === 'high' && say`EU AI Act class: high`)

const atStage = (stage: string, stages: readonly string[]): Said | false =>
  stages.includes(stage) && say`Life cycle stage: ${valueWord(stage)}`

const both =
  (first: Fit, second: Fit): Fit =>
  (facts) => {
    const [a, b] = [first(facts), second(facts)]
    return a !== null && b !== null ? joined([a, b], '; ') : null
  }

/** Risks of the organisation as a whole, proposed once and not for each system, with why. */
export const aimsWideFits: Readonly<Record<string, Said>> = {
  'AIR-003': say`Every organisation with staff and internet access can have AI in use that nobody registered.`,
  'AIR-006': say`A channel for concerns is part of every management system, and people must trust it.`,
  'AIR-007': say`Every AI system needs people who understand it.`,
}

/** When a starter risk fits one system. Together with the risks above they cover the catalogue; a test proves it. */
export const systemFits: Readonly<Record<string, Fit>> = {
  'AIR-001': both(
    early,
    any(
      all('decides'),
      when(
        ({ system }) =>
          (system.legalClass === null || system.legalClass === 'unknown') && say`EU AI Act class: not yet known`,
      ),
    ),
  ),
  'AIR-002': any(
    strictClass,
    both(
      when(
        ({ system }) =>
          (system.legalClass === null || system.legalClass === 'unknown') && say`EU AI Act class: not yet known`,
      ),
      any(all('informs'), all('safety'), all('usedDirectly')),
    ),
  ),
  'AIR-004': when(({ system }) => system.owner === null && say`Nobody is named as its owner`),
  'AIR-005': both(
    early,
    when(({ system }) => system.reasonForAi === null && say`Why AI: not answered`),
  ),
  'AIR-008': both(trainedHere, any(people, all('vulnerablePeople'), all('outsiders'))),
  'AIR-009': both(trainedHere, people),
  'AIR-010': any(all('decides'), both(all('informs'), all('personalData'))),
  'AIR-011': both(
    trainedHere,
    when(({ generative }) => generative.value === false && generative.because),
  ),
  'AIR-012': both(trainedHere, any(all('learnsInUse'), all('thirdParty'), all('outsiders'))),
  'AIR-013': both(trainedHere, any(all('generative'), all('personalData'), all('thirdParty'))),
  'AIR-014': both(
    trainedHere,
    when(({ system }) => system.datasets.length > 0 && say`${system.datasets.length} data sets are linked to it`),
  ),
  'AIR-015': trainedHere,
  'AIR-016': both(trainedHere, all('personalData')),
  'AIR-017': any(all('specialCategories'), all('personalData', 'decides'), all('personalData', 'generative')),
  'AIR-018': all('personalData'),
  'AIR-019': trainedHere,
  'AIR-020': working,
  'AIR-021': both(any(all('learnsInUse'), trainedHere), all('decides')),
  'AIR-022': all('learnsInUse'),
  'AIR-023': any(all('safety'), all('actsAlone', 'outsiders')),
  'AIR-024': all('safety'),
  'AIR-025': any(
    all('safety'),
    both(
      working,
      when(({ system }) => system.fallback === null && say`Without the AI: not answered`),
    ),
  ),
  'AIR-026': when(
    ({ system, informs }) =>
      (system.autonomy === 'advice' || system.autonomy === 'approval_needed') &&
      informs.value === true &&
      say`${informs.because}; autonomy: ${valueWord(system.autonomy)}`,
  ),
  'AIR-027': both(
    all('decides'),
    when(
      ({ system }) =>
        (system.oversightMeasures ?? []).every((m) => m.canStop !== true) &&
        say`No oversight measure lets a person stop it`,
    ),
  ),
  'AIR-028': when(({ system }) => system.autonomy === 'supervised' && say`Autonomy: supervised`),
  'AIR-029': both(working, any(all('decides'), all('autonomous'))),
  'AIR-030': any(all('autonomous'), all('language', 'actsAlone')),
  'AIR-031': any(
    both(
      all('actsAlone'),
      when(({ system }) => system.models.length > 1 && say`${system.models.length} models work together`),
    ),
    both(
      all('actsAlone'),
      when(({ system }) => system.parent !== null && say`It is part of another system`),
    ),
  ),
  'AIR-032': any(all('decides'), all('informs', 'outsiders')),
  'AIR-033': any(
    all('usedDirectly', 'outsiders'),
    all('generative', 'outsiders'),
    both(
      all('decides'),
      when(({ system }) => system.notice === null && say`How people are told: not answered`),
    ),
  ),
  'AIR-034': any(all('usedDirectly'), all('outsiders')),
  'AIR-035': both(
    working,
    when(({ system }) => system.deployedVersion !== null && say`Deployed version: ${system.deployedVersion}`),
  ),
  'AIR-036': all('generative'),
  'AIR-037': any(all('generative', 'usedDirectly'), all('generative', 'outsiders')),
  'AIR-038': all('generative', 'outsiders'),
  'AIR-039': all('generative'),
  'AIR-040': all('language'),
  'AIR-041': all('generative', 'usedDirectly'),
  'AIR-042': any(all('safety'), both(all('decides'), all('outsiders'))),
  'AIR-043': both(
    when(({ system }) => system.origin === 'own' && say`Origin: own`),
    all('outsiders'),
  ),
  'AIR-044': any(all('service', 'generative'), all('service', 'personalData')),
  'AIR-045': when(
    ({ system }) =>
      (system.origin === 'open_weights' || system.origin === 'fine_tuned_third_party') &&
      say`Origin: ${valueWord(system.origin)}`,
  ),
  'AIR-046': all('service'),
  'AIR-047': both(all('thirdParty'), working),
  'AIR-048': any(both(all('thirdParty'), all('outsiders')), both(all('thirdParty'), all('decides'))),
  'AIR-049': when(
    ({ system }) =>
      ((system.orgRoles ?? []).includes('provider') && say`Our roles: provider`) ||
      (system.customerInformation !== null && say`Information for customers is on record`),
  ),
  'AIR-050': both(
    trainedHere,
    when(({ system }) => atStage(system.stage, ['verification', 'deployment', 'operation'])),
  ),
  'AIR-051': both(
    trainedHere,
    when(({ system }) => atStage(system.stage, ['verification', 'deployment'])),
  ),
  'AIR-052': both(working, any(all('decides'), all('actsAlone'), all('safety'), strictClass)),
  'AIR-053': both(working, any(all('outsiders'), all('decides'), all('safety'))),
  'AIR-054': both(
    all('outsiders'),
    when(({ system }) => system.externalChannel === null && say`Channel for outside reports: not answered`),
  ),
  'AIR-055': when(
    ({ system }) =>
      (system.stage === 'retirement' && say`Life cycle stage: retirement`) ||
      (system.state === 'suspended' && say`It is suspended`),
  ),
  'AIR-056': both(
    working,
    any(
      all('actsAlone'),
      all('decides'),
      when(({ system }) => system.usedByScopedProcess === true && say`A process in scope uses it`),
    ),
  ),
  'AIR-057': both(trainedHere, all('generative')),
  'AIR-058': both(
    any(all('autonomous'), all('decides')),
    when(
      ({ system }) =>
        /\b(staff|employee|worker|clerk)/i.test([...(system.peopleAffected ?? []), system.purpose].join(' ')) &&
        say`Staff are among the people affected`,
    ),
  ),
  'AIR-059': both(
    all('outsiders'),
    when(
      ({ system }) =>
        /\b(news|election|politic|debate|recommend|ranking of content|social media)/i.test(
          `${system.purpose} ${system.topicArea ?? ''}`,
        ) && say`Its purpose touches what the public sees`,
    ),
  ),
  'AIR-060': any(all('usedDirectly', 'outsiders'), all('vulnerablePeople')),
  'AIR-061': both(
    all('decides'),
    when(({ system }) => system.contestRoute === null && say`How to contest an outcome: not answered`),
  ),
  'AIR-062': all('vulnerablePeople'),
  'AIR-063': both(early, any(all('safety'), all('decides'))),
  'AIR-064': both(
    working,
    when(
      ({ system, today }) =>
        system.deployedOn !== null &&
        addMonths(system.deployedOn, 24) <= today &&
        say`Deployed on: ${system.deployedOn}`,
    ),
  ),
}
