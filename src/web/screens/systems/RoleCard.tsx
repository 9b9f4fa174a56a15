import { Checkbox } from '@mantine/core'
import type { RoleProposal } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { MentionLink } from '../parts/MentionLink.tsx'
import { RoleReasons } from './RoleReasons.tsx'
import classes from './Roles.module.css'
import { WhatApplies } from './WhatApplies.tsx'

interface RoleCardProps {
  readonly proposal: RoleProposal
  /** Null when there is nothing to take over. */
  readonly isChosen: boolean | null
  readonly onToggle: () => void
}

/** The roles of one system: recorded, spoken for by the facts, still open, and what follows. */
export function RoleCard({ proposal, isChosen, onToggle }: RoleCardProps) {
  const { system, open } = proposal
  return (
    <article className={classes.card}>
      <div className={classes.head}>
        {isChosen === null ? null : (
          <Checkbox
            size="xs"
            checked={isChosen}
            onChange={onToggle}
            aria-label={t('Record the proposed roles of {title}', { title: `${system.ref} ${system.title}` })}
          />
        )}
        <h2 className={classes.title}>
          <MentionLink record={system} />
        </h2>
        {isChosen === null ? null : <ToneBadge tone="due" label={t('roles to record')} plain />}
      </div>
      <div className={classes.body}>
        <RoleReasons proposal={proposal} />
        <div>
          {open.length > 0 ? (
            <>
              <h3 className={classes.small}>{t('Still open')}</h3>
              <ul className={classes.open}>
                {open.map((question) => (
                  <li key={question}>{question}</li>
                ))}
              </ul>
            </>
          ) : null}
          <WhatApplies applies={proposal.applies} />
        </div>
      </div>
    </article>
  )
}
