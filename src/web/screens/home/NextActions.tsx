import { Button } from '@mantine/core'
import type { Home } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { AppLink, BareLink } from '../../ui/AppLink.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { SeverityBadge } from '../../ui/StateBadge.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import { useWorkPlace } from '../parts/WorkLink.tsx'
import classes from './Home.module.css'

type Action = Home['actions'][number]

/** What to do next, the greatest effect first; each says why and leads to where it is done. */
export function NextActions({ actions }: { actions: readonly Action[] }) {
  return (
    <Section title={t('What to do next')} aside={<AppLink to="audit/readiness">{t('All findings')}</AppLink>}>
      {actions.length === 0 ? (
        <Quiet>{t('No finding is open. Look at what is due, and plan the next audit.')}</Quiet>
      ) : (
        <ol className={classes.list}>
          {actions.map((action) => (
            <ActionRow key={action.rule} action={action} />
          ))}
        </ol>
      )}
    </Section>
  )
}

function ActionRow({ action }: { action: Action }) {
  const place = useWorkPlace()(action)
  return (
    <li className={classes.action}>
      <SeverityBadge severity={action.severity} plain />
      <div>
        <h3 className={classes.actionTitle}>
          <AppLink to="audit/readiness" search={{ rule: action.rule }}>
            {action.title}
          </AppLink>
        </h3>
        <p className={classes.reason}>{action.reason}</p>
        <RefChips references={action.refs} />
      </div>
      {place ? (
        <Button
          className="no-print"
          variant="default"
          renderRoot={(props) => <BareLink {...props} to={place.to} aria-label={`${place.label}: ${action.title}`} />}
        >
          {place.label}
        </Button>
      ) : null}
    </li>
  )
}
