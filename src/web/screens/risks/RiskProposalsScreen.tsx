import { useState } from 'react'
import type { RiskProposal, RiskProposals } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useMayCreate, useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { ApplyBar } from '../parts/ApplyBar.tsx'
import { Asked } from '../parts/Asked.tsx'
import { tell } from '../parts/notices.ts'
import screen from '../parts/Screen.module.css'
import { Section } from '../parts/Section.tsx'
import { useApply } from '../parts/useApply.ts'
import { useSelection } from '../parts/useSelection.ts'
import { ProposalGroup } from './ProposalGroup.tsx'
import { keyOfProposal } from './proposalKey.ts'

/** Starter risks that fit the systems by their facts, to be looked at before any is taken over. */
export default function RiskProposalsScreen() {
  const asked = useOrgQuery('risk-proposals')
  return (
    <Page
      title={t('Proposed risks')}
      kicker={
        <>
          <AppLink to="risks">{t('Risks')}</AppLink>
          <RefChips references={['iso42001:6.1.2']} />
        </>
      }
      standing={
        asked.data
          ? t(
              '{total, plural, =0 {The catalogue holds nothing that fits and is not on record already.} one {One risk of the catalogue fits and is not on record yet.} other {# risks of the catalogue fit {systems, plural, =0 {the management system as a whole} one {# system} other {# systems}} and are not on record yet.}}',
              { total: asked.data.total, systems: asked.data.bySystem.length },
            )
          : t('Risks of the catalogue that fit the facts in the inventory.')
      }
    >
      <Asked answer={asked} rows={10}>
        {(proposals) =>
          proposals.total === 0 ? (
            <EmptyState title={t('Nothing to propose')} action={<AppLink to="risks">{t('Back to the risks')}</AppLink>}>
              {t('Proposals follow from the facts about each AI system; fill in what is missing there to get more.')}
            </EmptyState>
          ) : (
            <Proposals proposals={proposals} />
          )
        }
      </Asked>
    </Page>
  )
}

interface Group {
  readonly id: string
  readonly title: string
  readonly proposals: readonly RiskProposal[]
}

function Proposals({ proposals }: { proposals: RiskProposals }) {
  const groups: readonly Group[] = [
    { id: 'whole', title: t('The whole management system'), proposals: proposals.aimsWide },
    ...proposals.bySystem.map((each) => ({
      id: each.system.ref,
      title: `${each.system.ref} ${each.system.title}`,
      proposals: each.proposals,
    })),
  ].filter((group) => group.proposals.length > 0)
  const all = groups.flatMap((group) => group.proposals)
  const chosen = useSelection([])
  const { apply, done } = useApply()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set(groups.slice(0, 2).map((group) => group.id)))
  const register = useModel().byName('risk')
  const mayCreate = useMayCreate(register ?? ({ mayCreate: [] } as never))
  const picked = all.filter((each) => chosen.has(keyOfProposal(each)))
  const take = async () => {
    const made = await apply(
      picked.map((each) => each.change),
      t('Taken over from the starter catalogue.'),
    )
    if (made === null) return
    chosen.clear()
    tell(t('{count, plural, one {# risk is} other {# risks are}} on record; rate them next.', { count: made.length }))
  }
  const toggle = (id: string) => {
    const next = new Set(open)
    if (!next.delete(id)) next.add(id)
    setOpen(next)
  }
  return (
    <>
      <p className={screen.lead}>
        {t(
          'Each is proposed because of facts on record, shown beside it. Take over what is real for you; you rate it afterwards.',
        )}
      </p>
      {groups.map((group) => (
        <ProposalGroup
          key={group.id}
          title={group.title}
          proposals={group.proposals}
          selection={chosen}
          isOpen={open.has(group.id)}
          onToggle={() => toggle(group.id)}
        />
      ))}
      <ApplyBar
        chosen={picked.length}
        total={all.length}
        done={done}
        label={t('Put the chosen risks on record')}
        disabledReason={mayCreate ? null : t('Your roles do not include adding risks.')}
        onApply={() => void take()}
      />
      <NotProposed proposals={proposals} />
    </>
  )
}

function NotProposed({ proposals: { notProposed } }: { proposals: RiskProposals }) {
  if (notProposed.length === 0) return null
  return (
    <div style={{ marginTop: 32 }}>
      <Section title={t('Not proposed')} aside={String(notProposed.length)}>
        <details>
          <summary>{t('Risks of the catalogue that nothing speaks for, or that are on record already')}</summary>
          <ul>
            {notProposed.map((each) => (
              <li key={each.catalogueId}>
                {each.catalogueId} {each.title} · <span className={screen.soft}>{each.because}</span>
              </li>
            ))}
          </ul>
        </details>
      </Section>
    </div>
  )
}
