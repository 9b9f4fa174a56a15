import type { Actor, Role } from '../../src/model/index.ts'
import { exampleId } from '../ids.ts'
import { type Chapter, create, edit, move, on } from '../story.ts'

interface StoryPerson {
  readonly name: string
  readonly title: string
  readonly unit: string
  readonly roles: readonly Role[]
  readonly joined: string
  readonly external?: boolean
}

const person = (name: string, title: string, unit: string, roles: readonly Role[], joined: string): StoryPerson => ({
  name,
  title,
  unit,
  roles,
  joined,
})

/** Everybody who acts in the story, by the name it is told with. */
export const people = {
  femke: person('Femke de Groot', 'Managing director', 'company', ['topManagement'], '2014-02-03'),
  idris: person('Idris Bakkali', 'Chief risk officer', 'risk', ['topManagement', 'riskOwner'], '2017-09-01'),
  hanne: person('Hanne Verlinden', 'Lead, AI management system', 'risk', ['administrator', 'aimsLead'], '2019-05-06'),
  pieter: person('Pieter Osinga', 'Head of information security', 'it', ['riskOwner', 'contributor'], '2016-11-14'),
  zofia: person('Zofia Malinowska', 'Head of data science', 'data', ['systemOwner', 'contributor'], '2018-03-19'),
  tomasz: person('Tomasz Wrona', 'Data scientist', 'data', ['contributor'], '2020-08-17'),
  lucia: person('Lucia Fabbri', 'Machine learning engineer', 'data', ['contributor'], '2021-01-11'),
  nadia: person('Nadia Petrova', 'Data steward', 'data', ['contributor'], '2019-10-07'),
  jeroen: person('Jeroen Kuijpers', 'Head of lending', 'lending', ['systemOwner', 'riskOwner'], '2012-06-18'),
  yara: person('Yara El Amrani', 'Fraud operations manager', 'lending', ['systemOwner'], '2018-01-08'),
  bram: person('Bram Lenaerts', 'Collections manager', 'collections', ['systemOwner', 'riskOwner'], '2015-04-13'),
  amara: person('Amara Nwosu', 'Head of customer service', 'service', ['systemOwner', 'riskOwner'], '2016-02-22'),
  sanne: person('Sanne Hoekstra', 'Head of people', 'hr', ['systemOwner', 'riskOwner'], '2017-07-10'),
  elif: person('Elif Kaya', 'Marketing manager', 'marketing', ['systemOwner'], '2020-02-03'),
  rik: person('Rik Meulenbelt', 'Legal counsel and data protection officer', 'legal', ['contributor'], '2018-10-15'),
  mireille: person('Mireille Claes', 'Compliance officer and ombudsperson', 'legal', ['concernHandler'], '2015-09-21'),
  ottilie: person('Ottilie Brandt', 'Internal auditor', 'audit', ['internalAuditor'], '2016-05-02'),
  kwame: person('Kwame Asante', 'Internal auditor', 'audit', ['internalAuditor'], '2021-06-14'),
  daan: person('Daan Vos', 'Head of procurement', 'finance', ['contributor'], '2013-03-04'),
  joost: person('Joost van Rijn', 'Platform engineer', 'it', ['administrator', 'contributor'], '2019-02-18'),
  noor: person('Noor Jansen', 'Learning and culture', 'hr', ['contributor'], '2022-04-04'),
  gijs: person('Gijs Timmer', 'Head of IT operations', 'it', ['systemOwner', 'contributor'], '2011-10-10'),
  petra: person('Petra Lindqvist', 'Credit clerk, team leader', 'lending', ['contributor'], '2017-03-27'),
} as const satisfies Record<string, StoryPerson>

export type PersonKey = keyof typeof people

const isPerson = (key: string): key is PersonKey => key in people

/** The actor a person of the story acts as. */
export function actorOf(key: string): Actor {
  if (!isPerson(key)) throw new Error(`Nobody in the story is called "${key}".`)
  const { name, roles } = people[key]
  return { kind: 'person', id: `example:${key}`, name, person: exampleId(key), roles, via: 'demo' }
}

const mail = (name: string) =>
  `${name
    .toLowerCase()
    .replace(/^(\S+) (.*)$/, '$1.$2')
    .replaceAll(' ', '')}@aldermoor.example`

const unit = (key: string, title: string, kind: string, location: string, values: Record<string, unknown> = {}) =>
  create('organisationalUnit', key, { title, kind, location, inScope: true, parent: 'company', ...values })

const late = new Set<string>(['petra'])

const personStep = (key: PersonKey) => {
  const { name, title, joined } = people[key]
  return create('person', key, {
    title: name,
    jobTitle: title,
    email: mail(name),
    joinedOn: joined,
    inScopeStaff: true,
  })
}

const keys = Object.keys(people) as PersonKey[]

export const peopleChapter: Chapter = [
  on('2025-03-31', 'hanne', keys.filter((k) => !late.has(k)).map(personStep), 'Start of the project: who takes part'),
  on(
    '2025-03-31',
    'hanne',
    [
      create('organisationalUnit', 'company', {
        title: 'Aldermoor Finance',
        kind: 'company',
        location: 'Rotterdam',
        inScope: true,
        head: 'femke',
        description: 'Consumer credit and instalment payment for 310,000 customers in the Netherlands and Belgium.',
      }),
      unit('lending', 'Lending', 'department', 'Rotterdam', { head: 'jeroen' }),
      unit('collections', 'Collections', 'department', 'Ghent', { head: 'bram' }),
      unit('service', 'Customer service', 'department', 'Ghent', { head: 'amara' }),
      unit('data', 'Data science', 'team', 'Kraków', { head: 'zofia' }),
      unit('it', 'IT and security', 'department', 'Rotterdam', { head: 'pieter' }),
      unit('risk', 'Risk', 'department', 'Rotterdam', { head: 'idris' }),
      unit('hr', 'People', 'department', 'Rotterdam', { head: 'sanne' }),
      unit('marketing', 'Marketing', 'team', 'Rotterdam', { head: 'elif' }),
      unit('legal', 'Legal and compliance', 'department', 'Rotterdam', { head: 'rik' }),
      unit('finance', 'Finance and procurement', 'department', 'Rotterdam', { head: 'daan' }),
      unit('audit', 'Internal audit', 'team', 'Rotterdam', { head: 'ottilie', inScope: false }),
      unit('board', 'AI board', 'committee', 'Rotterdam', {
        head: 'idris',
        description: 'Meets every second Tuesday; decides on new AI systems and on everything above appetite.',
      }),
      unit('broker', 'Broker desk Antwerp', 'site', 'Antwerp', { inScope: false }),
    ],
    'Start of the project: departments and sites',
  ),
  on(
    '2025-04-01',
    'hanne',
    keys.filter((k) => !late.has(k)).map((key) => edit(key, { unit: people[key].unit })),
    'Who works where',
  ),
  on(
    '2025-09-01',
    'hanne',
    [personStep('petra'), edit('petra', { unit: 'lending' })],
    'Joins as a reviewer of refusals',
  ),
  on(
    '2026-06-30',
    'hanne',
    [
      edit('broker', { description: 'Sold with the broker business.' }),
      move('broker', 'dissolve'),
      move('gijs', 'leave'),
    ],
    'Broker desk sold; Gijs Timmer left the company with it',
  ),
]
