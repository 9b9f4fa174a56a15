import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { RiskProposal } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import screen from '../parts/Screen.module.css'
import type { Selection } from '../parts/useSelection.ts'
import classes from './ProposalGroup.module.css'
import { keyOfProposal } from './proposalKey.ts'

interface ProposalGroupProps {
  readonly title: string
  readonly proposals: readonly RiskProposal[]
  readonly selection: Selection
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** Risks proposed for one system; rows are drawn only while the group is open. */
export function ProposalGroup({ title, proposals, selection, isOpen, onToggle }: ProposalGroupProps) {
  const keys = proposals.map(keyOfProposal)
  const state = selection.stateOf(keys)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <section className={classes.group} aria-label={title}>
      <div className={classes.head}>
        <Checkbox
          size="xs"
          aria-label={t('Choose all for {title}', { title })}
          checked={state === 'all'}
          indeterminate={state === 'some'}
          onChange={() => selection.toggleAll(keys)}
        />
        <h2 className={classes.heading}>
          <UnstyledButton className={`${classes.opener} print-keep`} aria-expanded={isOpen} onClick={onToggle}>
            <bdi>{title}</bdi>
            <span className={classes.count}>
              {t('{count, plural, one {# proposal} other {# proposals}}', { count: proposals.length })}
            </span>
            <Chevron size={16} aria-hidden />
          </UnstyledButton>
        </h2>
      </div>
      {isOpen ? (
        <ul className={classes.rows}>
          {proposals.map((proposal) => (
            <Row
              key={keyOfProposal(proposal)}
              proposal={proposal}
              isChosen={selection.has(keyOfProposal(proposal))}
              onToggle={() => selection.toggle(keyOfProposal(proposal))}
            />
          ))}
        </ul>
      ) : null}
    </section>
  )
}

interface RowProps {
  readonly proposal: RiskProposal
  readonly isChosen: boolean
  readonly onToggle: () => void
}

function Row({ proposal, isChosen, onToggle }: RowProps) {
  const category = useModel()
    .byName('risk')
    ?.fields.find((field) => field.name === 'category')
    ?.choices.find((choice) => choice.value === proposal.category)?.label
  const scenario = proposal.change.values.scenario
  return (
    <li className={classes.row}>
      <Checkbox
        size="xs"
        checked={isChosen}
        onChange={onToggle}
        aria-label={t('Choose {title}', { title: proposal.title })}
      />
      <div className={classes.what}>
        <div>
          <bdi>{proposal.title}</bdi>{' '}
          <span className={`${screen.small} ${classes.meta}`}>
            <span className={classes.id}>{proposal.catalogueId}</span> · {category ?? proposal.category}
          </span>
        </div>
        {typeof scenario === 'string' ? <div className={screen.soft}>{scenario}</div> : null}
      </div>
      <div className={classes.why}>
        <div>{proposal.reason}</div>
        <RefChips references={proposal.suggestedControls} />
      </div>
    </li>
  )
}
