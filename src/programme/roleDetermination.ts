import { type Said, say } from '../model/say.ts'
import { aiSystem } from '../registers/aiSystem/aiSystem.ts'
import { obligation } from '../registers/obligation.ts'
import { systemDocument } from '../registers/systemDocument.ts'
import { legalClass, legalNotice } from './legalClass.ts'
import { type Mention, mention, mentions } from './mention.ts'
import { type LegalRole, type OrganisationRole, type WhatApplies, whatApplies } from './roleDuties.ts'
import type { Snapshot } from './snapshot.ts'
import { type AiSystem, isInUse } from './systemFacts.ts'
import { isRetired } from './systemStage.ts'

export interface RoleReason<R extends string> {
  readonly role: R
  readonly because: Said
  readonly records: readonly Mention[]
}

export interface RoleProposal {
  readonly system: Mention
  readonly roles: readonly RoleReason<OrganisationRole>[]
  readonly legalRoles: readonly RoleReason<LegalRole>[]
  /** What people recorded, and what differs from the proposal. */
  readonly recorded: readonly OrganisationRole[]
  readonly recordedLegal: readonly LegalRole[]
  readonly proposedOnly: readonly OrganisationRole[]
  readonly recordedOnly: readonly OrganisationRole[]
  readonly open: readonly Said[]
  readonly applies: WhatApplies
  readonly notice: Said
}

/** Which parts the organisation plays for a system (4.1), from what is on record, and what applies because of it. */
export function determineRoles(snapshot: Snapshot, system: AiSystem, onDate = snapshot.today): RoleProposal {
  const signs = signsOf(snapshot, system)
  const roles = rolesFrom(signs)
  const legalRoles = legalRolesFrom(signs)
  const recorded = system.orgRoles ?? []
  const recordedLegal = system.legalRole ?? []
  const names = roles.map(({ role }) => role)
  const { proposed, recorded: recordedClass } = legalClass(snapshot, system, onDate)
  const known = recordedClass !== null && recordedClass !== 'unknown' ? recordedClass : proposed
  return {
    system: mention(system),
    roles,
    legalRoles,
    recorded,
    recordedLegal,
    proposedOnly: names.filter((role) => !recorded.includes(role)),
    recordedOnly: recorded.filter((role) => !names.includes(role)),
    open: openQuestions(signs),
    applies: whatApplies(
      recorded.length > 0 ? recorded : names,
      recordedLegal.length > 0 ? recordedLegal : legalRoles.map(({ role }) => role),
      known,
      onDate,
    ),
    notice: legalNotice,
  }
}

/** Roles of every system still in its life, in the order of the inventory. */
export const determineAllRoles = (snapshot: Snapshot, onDate = snapshot.today): RoleProposal[] =>
  snapshot
    .of(aiSystem)
    .filter((system) => !isRetired(system))
    .map((system) => determineRoles(snapshot, system, onDate))

/** What stands for each part; null where nothing on record says yes or no. */
interface Signs {
  readonly builds: Sign | null
  readonly adapts: Sign | null
  readonly offers: Sign | null
  readonly uses: Sign | null
  readonly bought: Sign | null
}

interface Sign {
  readonly holds: boolean
  readonly because: Said
  readonly records: readonly Mention[]
}

const yes = (because: Said, records: readonly Mention[] = []): Sign => ({ holds: true, because, records })
const no = (because: Said): Sign => ({ holds: false, because, records: [] })

function signsOf(snapshot: Snapshot, system: AiSystem): Signs {
  return { ...originSigns(system), offers: offersSign(snapshot, system), uses: usesSign(system) }
}

function originSigns({ origin }: AiSystem): Pick<Signs, 'builds' | 'adapts' | 'bought'> {
  switch (origin) {
    case null:
      return { builds: null, adapts: null, bought: null }
    case 'own':
      return { builds: yes(say`Built here.`), adapts: no(say`Built here.`), bought: no(say`Built here.`) }
    case 'fine_tuned_third_party': {
      const because = say`A model of somebody else is trained further here.`
      return { builds: yes(because), adapts: yes(because), bought: no(because) }
    }
    case 'open_weights': {
      const because = say`A model with open weights is run here.`
      return { builds: null, adapts: null, bought: yes(because) }
    }
    case 'third_party_service':
      return {
        builds: no(say`A service of somebody else.`),
        adapts: no(say`A service of somebody else.`),
        bought: yes(say`A service of somebody else.`),
      }
    case 'bought_product':
      return {
        builds: no(say`A bought product.`),
        adapts: no(say`A bought product.`),
        bought: yes(say`A bought product.`),
      }
  }
}

function offersSign(snapshot: Snapshot, system: AiSystem): Sign | null {
  if (system.customerInformation !== null) return yes(say`Information for customers about it is on record.`)
  const documents = snapshot
    .pointing(systemDocument, 'system', system.id)
    .filter((d) => (d.audience ?? []).includes('customers'))
  if (documents.length > 0) return yes(say`Documents about it are written for customers.`, mentions(documents))
  const contracts = snapshot
    .pointing(obligation, 'systems', system.id)
    .filter((o) => o.kind === 'contract' && o.state === 'applies' && o.suppliers.length === 0)
  if (contracts.length > 0)
    return yes(say`Contracts about it are on record that no supplier is party to.`, mentions(contracts))
  if (system.externalEffect === false) return no(say`It affects nobody outside the organisation.`)
  return null
}

function usesSign(system: AiSystem): Sign | null {
  if (system.usedByScopedProcess === true) return yes(say`A process in scope uses it.`)
  if ((system.actualUses ?? []).length > 0) return yes(say`Uses of it were seen.`)
  if (system.usedByScopedProcess === false) return no(say`No process in scope uses it.`)
  return isInUse(system) && system.unit !== null ? yes(say`It is in operation and belongs to a unit.`) : null
}

function rolesFrom({ builds, offers, uses, bought }: Signs): RoleReason<OrganisationRole>[] {
  const roles: RoleReason<OrganisationRole>[] = []
  if (offers?.holds) roles.push({ role: 'provider', ...pick(offers) })
  if (builds?.holds) roles.push({ role: 'producer', ...pick(builds) })
  if (uses?.holds) roles.push({ role: 'customer_user', ...pick(uses) })
  // Bought and nobody said who uses it: buying it for nobody would be strange, so use is the cautious reading.
  else if (bought?.holds && uses === null)
    roles.push({
      role: 'customer_user',
      because: say`${bought.because} Nothing says that it is not used here.`,
      records: bought.records,
    })
  return roles
}

function legalRolesFrom({ builds, adapts, offers, uses, bought }: Signs): RoleReason<LegalRole>[] {
  const roles: RoleReason<LegalRole>[] = []
  if (builds?.holds && !adapts?.holds)
    roles.push({
      role: 'provider',
      because: say`${builds.because} Who develops a system and puts it on the market or into service under its own name is its provider.`,
      records: builds.records,
    })
  if (uses?.holds || (bought?.holds && uses === null && !offers?.holds))
    roles.push({
      role: 'deployer',
      because: say`${(uses ?? bought)?.because ?? ''} Who uses a system under its own authority is its deployer.`,
      records: [],
    })
  return roles
}

const pick = ({ because, records }: Sign) => ({ because, records })

function openQuestions({ builds, adapts, offers, uses, bought }: Signs): Said[] {
  const open: Said[] = []
  if (builds === null && bought === null) open.push(say`Where does it come from? Fill in its origin.`)
  if (offers === null)
    open.push(
      say`Is it offered to customers or partners? Fill in "Information for customers", or say that it affects no outsiders.`,
    )
  if (uses === null)
    open.push(say`Is it used in the organisation's own work? Fill in "Used by a process in scope" or the uses seen.`)
  if (bought?.holds && builds === null)
    open.push(say`Is the model changed here before use? If it is trained further, change its origin.`)
  if (adapts?.holds)
    open.push(
      say`Does the further training change its purpose or behave as a substantial modification? Then the duties of a provider may pass to the organisation (Art 25).`,
    )
  if (bought?.holds && offers?.holds)
    open.push(
      say`Under whose name and from which country is it offered? The organisation may be provider, importer or distributor.`,
    )
  return open
}
