import { Button } from '@mantine/core'
import type { Finding } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { AppLink, BareLink } from '../../ui/AppLink.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { RefChips } from '../../ui/RefChip.tsx'
import { RefText } from '../../ui/RefText.tsx'
import { SeverityBadge } from '../../ui/StateBadge.tsx'
import { SidePanel } from '../parts/SidePanel.tsx'
import { useWorkPlace } from '../parts/WorkLink.tsx'
import { AcceptButton } from './AcceptButton.tsx'
import classes from './ReadinessFindings.module.css'

/** One finding: why, what asks for it, how it is put right, and whether it is accepted for a time. */
export function FindingPanel({ finding, onClose }: { finding: Finding; onClose: () => void }) {
  const place = useWorkPlace()(finding)
  return (
    <SidePanel label={finding.title} onClose={onClose}>
      <div className={classes.panelKicker}>
        <SeverityBadge severity={finding.severity} />
        <AppLink to="audit/readiness" search={{ rule: finding.rule }}>
          {t('Rule {rule}', { rule: finding.rule })}
        </AppLink>
      </div>
      <h2 className={classes.panelTitle}>{finding.title}</h2>
      <p className={classes.why}>
        <RefText>{finding.why}</RefText>
      </p>
      <div className={classes.actions}>
        {place ? <Button renderRoot={(props) => <BareLink {...props} to={place.to} />}>{place.label}</Button> : null}
        <AcceptButton finding={finding} />
      </div>
      <dl className={classes.facts}>
        <dt>{t('To put it right')}</dt>
        <dd>{finding.fix}</dd>
        {finding.record ? (
          <>
            <dt>{t('Record')}</dt>
            <dd>
              <RecordLink record={finding.record} withState />
            </dd>
          </>
        ) : null}
        <dt>{t('Asked by')}</dt>
        <dd>
          <RefChips references={finding.refs} />
        </dd>
        {finding.accepted ? (
          <>
            <dt>{t('Accepted')}</dt>
            <dd>
              {finding.accepted.until
                ? t('until {day}', { day: showDay(finding.accepted.until) })
                : t('without an end')}
              <br />
              <span className={classes.soft}>{finding.accepted.reason}</span>
            </dd>
          </>
        ) : null}
      </dl>
    </SidePanel>
  )
}
