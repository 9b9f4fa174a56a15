import { joined, type Said, valueWord } from '../model/say.ts'
import { organisationRoles } from '../registers/lists/aiSystemLists.ts'
import { type EuAiActDutyGroup, euAiActData } from '../standard/index.ts'
import { addTo } from './addTo.ts'
import { dutyGroupsOf, type LegalClass } from './legalClass.ts'
import type { AiSystem } from './systemFacts.ts'

export type OrganisationRole = NonNullable<AiSystem['orgRoles']>[number]
export type LegalRole = NonNullable<AiSystem['legalRole']>[number]

export interface WhatApplies {
  /** Controls of 42001 the roles bring into view, with the role that does. */
  readonly controls: readonly { readonly ref: string; readonly because: Said }[]
  /** Groups of duties under the EU AI Act for these roles and the class of the system. */
  readonly duties: readonly { readonly group: EuAiActDutyGroup; readonly applies: boolean }[]
  /** Provisions of those groups that name one of the roles, with the controls that serve them. */
  readonly provisions: readonly { readonly ref: string; readonly gist: string; readonly controls: readonly string[] }[]
}

const controlsOfRole: Readonly<Record<OrganisationRole, readonly string[]>> = {
  provider: [
    'A.5.2',
    'A.5.4',
    'A.5.5',
    'A.6.2.4',
    'A.6.2.5',
    'A.6.2.6',
    'A.6.2.7',
    'A.8.2',
    'A.8.3',
    'A.8.4',
    'A.8.5',
    'A.10.2',
    'A.10.4',
  ],
  producer: [
    'A.4.2',
    'A.4.3',
    'A.6.1.2',
    'A.6.1.3',
    'A.6.2.2',
    'A.6.2.3',
    'A.6.2.4',
    'A.6.2.5',
    'A.6.2.7',
    'A.6.2.8',
    'A.7.2',
    'A.7.3',
    'A.7.4',
    'A.7.5',
    'A.7.6',
  ],
  customer_user: ['A.5.2', 'A.6.2.6', 'A.6.2.8', 'A.9.2', 'A.9.3', 'A.9.4', 'A.10.2', 'A.10.3'],
  partner: ['A.7.3', 'A.7.5', 'A.10.2'],
  subject: ['A.5.4', 'A.10.2'],
  authority: ['A.8.5'],
}

/** What applies because of the parts the organisation plays and the class of the system. */
export function whatApplies(
  roles: readonly OrganisationRole[],
  legalRoles: readonly LegalRole[],
  known: LegalClass,
  onDate: string,
): WhatApplies {
  const because = new Map<string, OrganisationRole[]>()
  for (const role of roles) for (const id of controlsOfRole[role]) addTo(because, id, role)
  const duties = dutyGroupsOf(known, onDate).filter(({ group }) =>
    group.who.some((who) => legalRoles.some((role) => role === who)),
  )
  return {
    controls: [...because].map(([id, by]) => ({
      ref: `iso42001:${id}`,
      because: joined(
        by.map((role) => valueWord(role, organisationRoles)),
        ', ',
      ),
    })),
    duties,
    provisions: provisionsOf(legalRoles, known),
  }
}

function provisionsOf(legalRoles: readonly LegalRole[], known: LegalClass): WhatApplies['provisions'] {
  const isHigh = known === 'high'
  const isOpen = known === 'high' || known === 'transparency'
  const rows = [
    ...(isHigh && legalRoles.includes('provider') ? euAiActData.provider_obligations : []),
    ...(isHigh && legalRoles.includes('deployer') ? euAiActData.deployer_obligations : []),
  ].map((row) => ({
    ref: `eu-ai-act:Art ${row.article}`,
    gist: row.gist,
    controls: row.iso42001.map((id) => `iso42001:${id}`),
  }))
  const transparency = euAiActData.transparency_art_50
    .filter(({ who }) => isOpen && (who === 'both' || legalRoles.some((role) => role === who)))
    .map((row) => ({ ref: `eu-ai-act:Art ${row.paragraph}`, gist: row.gist, controls: ['iso42001:A.8.2'] }))
  const literacy = legalRoles.some((role) => role === 'provider' || role === 'deployer')
    ? [
        {
          ref: 'eu-ai-act:Art 4',
          gist: euAiActData.literacy.gist,
          controls: euAiActData.literacy.iso42001.map((id) => `iso42001:${id}`),
        },
      ]
    : []
  return [...literacy, ...rows, ...transparency]
}
