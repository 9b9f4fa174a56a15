import { useNavigate } from '@tanstack/react-router'
import type { RecordItem } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { NewRecordButton } from '../../records/NewRecordButton.tsx'
import { BareLink, useOrgLink } from '../../ui/AppLink.tsx'
import { type DataColumn, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { StateBadge, ToneBadge } from '../../ui/StateBadge.tsx'
import { Asked } from '../parts/Asked.tsx'
import { LinkButton } from '../parts/LinkButton.tsx'
import { Section } from '../parts/Section.tsx'
import { useAllRecords } from '../parts/useAllRecords.ts'
import classes from './Inventory.module.css'
import { InventoryCounts } from './InventoryCounts.tsx'
import { missingFacts, useSystemFields } from './systemChoices.ts'

/** Every AI system: how many at which stage, in which class and role, what is not known, and the list. */
export default function InventoryScreen() {
  const register = useModel().byName('aiSystem')
  const asked = useAllRecords('aiSystem', { sort: 'title' })
  return (
    <Page
      title={t('AI systems')}
      kicker={<RefChips references={['iso42001:4.1', 'iso42001:A.4.2', 'iso42001:A.6.2.2']} />}
      standing={
        asked.data && asked.data.items.length > 0
          ? standingOf(asked.data.items)
          : t('Every AI system you build, provide or use.')
      }
      more={
        <>
          <LinkButton to="systems/roles">{t('Our roles')}</LinkButton>
          <LinkButton to={`r/${register?.path}`}>{t('Filter and edit')}</LinkButton>
        </>
      }
      action={register && asked.data && asked.data.items.length > 0 ? <NewRecordButton register={register} /> : null}
    >
      <Asked answer={asked}>
        {({ items, names }) =>
          items.length === 0 ? (
            <EmptyState
              title={t('No AI system is listed yet')}
              example={t(
                'the ranking of applications, the chat assistant, the translation service people use every day',
              )}
              action={register ? <NewRecordButton register={register} /> : null}
            >
              {register?.explain}
            </EmptyState>
          ) : (
            <>
              <InventoryCounts systems={items} />
              <Section title={t('Systems')} aside={String(items.length)}>
                <SystemTable systems={items} owners={names} />
              </Section>
            </>
          )
        }
      </Asked>
    </Page>
  )
}

const isLiving = (system: RecordItem) => system.state !== 'retired'

function standingOf(systems: readonly RecordItem[]): string {
  const living = systems.filter(isLiving)
  return t(
    '{count, plural, =0 {No system is in use or on its way} one {# system is in use or on its way} other {# systems are in use or on their way}}; {approved} approved for use; {lacking, plural, =0 {every one has the facts that decide what applies.} one {# lacks a fact that decides what applies.} other {# lack facts that decide what applies.}}',
    {
      count: living.length,
      approved: living.filter((system) => system.state === 'approvedForUse').length,
      lacking: living.filter((system) => missingFacts(system).length > 0).length,
    },
  )
}

interface SystemTableProps {
  readonly systems: readonly RecordItem[]
  readonly owners: Readonly<Record<string, { readonly title: string }>>
}

function SystemTable({ systems, owners }: SystemTableProps) {
  const field = useSystemFields()
  const navigate = useNavigate()
  const link = useOrgLink()
  const say = (system: RecordItem, name: string): string => {
    const value = system.values[name]
    const choices = field(name)?.choices ?? []
    return (Array.isArray(value) ? value : [value])
      .flatMap((one) => choices.find((choice) => choice.value === one)?.label ?? [])
      .join(', ')
  }
  const columns: readonly DataColumn<RecordItem>[] = [
    {
      id: 'title',
      header: t('Name'),
      cell: (system) => (
        <BareLink className={classes.name} to={`systems/${system.ref}`}>
          <span className={classes.ref}>{system.ref}</span> <bdi>{system.title}</bdi>
        </BareLink>
      ),
    },
    { id: 'stage', header: t('Stage'), width: 130, cell: (system) => say(system, 'stage') },
    { id: 'legalClass', header: t('EU AI Act class'), width: 170, cell: (system) => say(system, 'legalClass') },
    { id: 'roles', header: t('Our roles'), width: 210, cell: (system) => say(system, 'orgRoles') },
    {
      id: 'owner',
      header: t('Owner'),
      width: 140,
      cell: (system) => <bdi>{system.owner ? (owners[system.owner]?.title ?? '') : ''}</bdi>,
    },
    ...(systems.some((system) => missingFacts(system).length > 0)
      ? [
          {
            id: 'missing',
            header: t('Facts missing'),
            width: 115,
            cell: (system: RecordItem) => <Missing system={system} />,
          },
        ]
      : []),
    {
      id: 'state',
      header: t('State'),
      width: 150,
      cell: (system) => <StateBadge register="aiSystem" state={system.state} plain />,
    },
  ]
  return (
    <DataTable
      caption={t('AI systems')}
      columns={columns}
      rows={systems}
      rowKey={(system) => system.id}
      onOpen={(system) => void navigate(link(`systems/${system.ref}`))}
      grow={systems.length <= 200}
      phoneRow={(system) => (
        <BareLink className={classes.card} to={`systems/${system.ref}`}>
          <span className={classes.name}>
            <bdi>{system.title}</bdi>
          </span>
          <span className={classes.cardLine}>
            {system.ref} · {say(system, 'stage')} <StateBadge register="aiSystem" state={system.state} plain />
          </span>
        </BareLink>
      )}
    />
  )
}

function Missing({ system }: { system: RecordItem }) {
  const count = missingFacts(system).length
  return count === 0 ? null : <ToneBadge tone="missing" label={String(count)} plain />
}
