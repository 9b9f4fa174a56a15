import type { RoleProposal } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { MentionLinks } from '../parts/MentionLinks.tsx'
import classes from './Roles.module.css'
import { useSystemFields } from './systemChoices.ts'

/** Each role with whether it is recorded and what speaks for it. */
export function RoleReasons({ proposal }: { proposal: RoleProposal }) {
  return (
    <div>
      <h3 className={classes.small}>{t('For this system we are')}</h3>
      <Roles field="orgRoles" proposed={proposal.roles} recorded={proposal.recorded} />
      <h3 className={classes.small}>{t('Under the EU AI Act')}</h3>
      <Roles field="legalRole" proposed={proposal.legalRoles} recorded={proposal.recordedLegal} />
    </div>
  )
}

interface RolesProps {
  readonly field: 'orgRoles' | 'legalRole'
  readonly proposed: RoleProposal['roles'] | RoleProposal['legalRoles']
  readonly recorded: readonly string[]
}

function Roles({ field, proposed, recorded }: RolesProps) {
  const choices = useSystemFields()(field)?.choices ?? []
  const word = (role: string) => choices.find((choice) => choice.value === role)?.label ?? role
  const recordedOnly = recorded.filter((role) => !proposed.some((each) => each.role === role))
  if (proposed.length === 0 && recorded.length === 0)
    return <p className={classes.none}>{t('Nothing is recorded and nothing speaks for a role.')}</p>
  return (
    <ul className={classes.roles}>
      {proposed.map((each) => (
        <li key={each.role}>
          <span className={classes.role}>{word(each.role)}</span>
          {recorded.includes(each.role) ? (
            <ToneBadge tone="conforms" label={t('recorded')} plain />
          ) : (
            <ToneBadge tone="due" label={t('not recorded')} plain />
          )}
          <span className={classes.because}>{each.because}</span>
          <MentionLinks records={each.records} />
        </li>
      ))}
      {recordedOnly.map((role) => (
        <li key={role}>
          <span className={classes.role}>{word(role)}</span>
          <ToneBadge tone="conforms" label={t('recorded')} plain />
          <span className={classes.because}>{t('No fact on record speaks for it or against it.')}</span>
        </li>
      ))}
    </ul>
  )
}
