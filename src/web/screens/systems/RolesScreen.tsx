import type { ProposedChange, RoleProposal } from '../../../server/contract/told.ts'
import type { RecordItem } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { ApplyBar } from '../parts/ApplyBar.tsx'
import { Asked } from '../parts/Asked.tsx'
import { FilterChips } from '../parts/FilterChips.tsx'
import { tell } from '../parts/notices.ts'
import screen from '../parts/Screen.module.css'
import { useAddress } from '../parts/useAddress.ts'
import { useAllRecords } from '../parts/useAllRecords.ts'
import { useApply } from '../parts/useApply.ts'
import { useSelection } from '../parts/useSelection.ts'
import { RoleCard } from './RoleCard.tsx'
import { rolesToAdd } from './rolesToAdd.ts'

/** Which parts the organisation plays for each system, why, and what applies because of it. */
export default function RolesScreen() {
  const asked = useOrgQuery('roles')
  const differing = asked.data?.systems.filter((each) => rolesToAdd(each) !== null).length
  return (
    <Page
      title={t('Our roles')}
      kicker={
        <>
          <AppLink to="systems">{t('AI systems')}</AppLink>
          <RefChips references={['iso42001:4.1']} />
        </>
      }
      standing={
        asked.data && asked.data.systems.length > 0
          ? t(
              '{differing, plural, =0 {For every system the recorded roles hold what the facts speak for.} one {For one system the facts speak for a role that is not recorded.} other {For # systems the facts speak for roles that are not recorded.}}',
              { differing: differing ?? 0 },
            )
          : t('What the organisation is for each AI system: provider, producer, user.')
      }
    >
      <Asked answer={asked}>
        {({ systems }) =>
          systems.length === 0 ? (
            <EmptyState
              title={t('No AI system is in use or on its way')}
              action={<AppLink to="systems">{t('List your AI systems')}</AppLink>}
            >
              {t(
                'Clause 4.1 asks what the organisation is for each of its AI systems; duties and controls follow from it.',
              )}
            </EmptyState>
          ) : (
            <Roles systems={systems} />
          )
        }
      </Asked>
    </Page>
  )
}

function Roles({ systems }: { systems: readonly RoleProposal[] }) {
  const [{ show }] = useAddress<'show'>()
  const records = useAllRecords('aiSystem').data?.items ?? []
  const offering = systems.filter((each) => rolesToAdd(each) !== null)
  const open = systems.filter((each) => each.open.length > 0)
  const shown = show === 'differ' ? offering : show === 'open' ? open : systems
  const chosen = useSelection([])
  const { apply, done } = useApply()
  const picked = offering.filter((each) => chosen.has(each.system.id))
  const take = async () => {
    const changes = picked.flatMap((each) => changeFor(each, records) ?? [])
    const made = await apply(changes, t('Roles taken over from the facts on record.'))
    if (made === null) return
    chosen.clear()
    tell(t('{count, plural, one {# system has} other {# systems have}} its roles recorded.', { count: made.length }))
  }
  return (
    <>
      <FilterChips
        label={t('Systems shown')}
        to="systems/roles"
        name="show"
        value={show === 'differ' || show === 'open' ? show : 'all'}
        choices={[
          { value: 'all', label: t('All'), count: systems.length },
          { value: 'differ', label: t('With roles to record'), count: offering.length },
          { value: 'open', label: t('With open questions'), count: open.length },
        ]}
      />
      {shown.length === 0 ? <p className={screen.soft}>{t('No system is in this part.')}</p> : null}
      {shown.map((each) => (
        <RoleCard
          key={each.system.id}
          proposal={each}
          isChosen={rolesToAdd(each) === null ? null : chosen.has(each.system.id)}
          onToggle={() => chosen.toggle(each.system.id)}
        />
      ))}
      {offering.length > 0 ? (
        <ApplyBar
          chosen={picked.length}
          total={offering.length}
          done={done}
          label={t('Record the proposed roles')}
          onApply={() => void take()}
        />
      ) : null}
      <p className={screen.small} style={{ marginTop: 16 }}>
        {systems[0]?.notice}
      </p>
    </>
  )
}

/** Adds the roles the facts speak for; what people recorded stays. */
function changeFor(proposal: RoleProposal, records: readonly RecordItem[]): ProposedChange | null {
  const record = records.find((each) => each.id === proposal.system.id)
  const values = rolesToAdd(proposal)
  if (!record || values === null) return null
  const { id, version } = record
  return { do: 'edit', register: 'aiSystem', id, version, values: { ...values }, reason: '' }
}
