import type { RoleProposal } from '../../../server/contract/told.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { RefChip, RefChips } from '../../ui/RefChip.tsx'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import classes from './Roles.module.css'

/** Controls that come into view and duties of law, because of the roles and the class of a system. */
export function WhatApplies({ applies }: { applies: RoleProposal['applies'] }) {
  const { controls, duties, provisions } = applies
  return (
    <>
      <h3 className={classes.small}>{t('What applies because of it')}</h3>
      {duties.length > 0 ? (
        <ul className={classes.duties}>
          {duties.map(({ group, applies: isDue }) => (
            <li key={group.id}>
              <ToneBadge
                tone={isDue ? 'inForce' : 'draft'}
                label={isDue ? t('applies') : t('from {day}', { day: showDay(group.from, 'short') })}
                plain
              />{' '}
              {group.title}
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.none}>{t('No duty of the EU AI Act follows from what is known.')}</p>
      )}
      <details className={classes.more}>
        <summary>
          {t('{controls} controls and {provisions} provisions', {
            controls: controls.length,
            provisions: provisions.length,
          })}
        </summary>
        <p>
          <RefChips references={controls.map((each) => each.ref)} />
        </p>
        <ul className={classes.duties}>
          {provisions.map((each) => (
            <li key={`${each.ref} ${each.gist}`}>
              <RefChip reference={each.ref} /> {each.gist}
            </li>
          ))}
        </ul>
      </details>
    </>
  )
}
