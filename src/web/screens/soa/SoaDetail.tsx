import { IconGavel, IconPaperclip } from '@tabler/icons-react'
import { useState } from 'react'
import type { SoaLine } from '../../../server/contract/told.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { ActionButton, useBarred } from '../../ui/ActionButton.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'
import { RefChip } from '../../ui/RefChip.tsx'
import { LinkButton } from '../parts/LinkButton.tsx'
import { MentionLink } from '../parts/MentionLink.tsx'
import { MentionLinks } from '../parts/MentionLinks.tsx'
import screen from '../parts/Screen.module.css'
import { useRefs } from '../parts/useRefs.ts'
import { DecisionForm } from './DecisionForm.tsx'
import classes from './Soa.module.css'
import { implementationWord, reasonWord } from './soaWords.ts'

/** What is behind one line: warnings, reasons with their causes, how it is in place and what proves it. */
export function SoaDetail({ line }: { line: SoaLine }) {
  const [isDeciding, setDeciding] = useState(false)
  const barred = useBarred(null)
  const path = useModel().byName('controlDecision')?.path
  const isOpenToDecide = isDeciding && barred === null
  return (
    <div className={classes.detail}>
      {line.warnings.length > 0 ? (
        <ul className={classes.warnings}>
          {line.warnings.map((warning) => (
            <li key={warning.id}>
              {warning.text}
              {warning.records.length > 0 ? <MentionLinks records={warning.records} /> : null}
            </li>
          ))}
        </ul>
      ) : null}
      <section>
        <h2>{t('Why')}</h2>
        <Why line={line} />
      </section>
      <section>
        <h2>{t('How it is in place and what proves it')}</h2>
        <Proof line={line} />
      </section>
      {isOpenToDecide ? (
        <DecisionForm line={line} onDone={() => setDeciding(false)} />
      ) : (
        <div className={`${classes.actions} no-print`}>
          <ActionButton variant="default" leftSection={<IconGavel size={16} />} onClick={() => setDeciding(true)}>
            {line.isDecided ? t('Change the decision') : t('Decide')}
          </ActionButton>
          <LinkButton
            variant="default"
            leftSection={<IconPaperclip size={16} />}
            to="r/evidence/new"
            search={{ with: `standardRefs:${line.control}` }}
            changes
          >
            {t('Add evidence')}
          </LinkButton>
          {line.record && path ? (
            <LinkButton to={`r/${path}/${line.record.ref}`}>
              {t('Open {ref} with its history', { ref: line.record.ref })}
            </LinkButton>
          ) : null}
          {line.source === 'annex_a' ? <RefChip reference={line.control} /> : null}
        </div>
      )}
    </div>
  )
}

function Why({ line }: { line: SoaLine }) {
  const isOut = line.decision === 'excluded'
  const said = isOut ? line.exclusionJustification : line.justification
  return (
    <>
      {said ? <p>{said}</p> : null}
      {line.reasons.length > 0 ? (
        <>
          <h3>{t('Reasons recorded')}</h3>
          <ul className={screen.plainList}>
            {line.reasons.map((each, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: reasons have no identity but their place
              <li key={at}>
                <strong>{reasonWord(each.reason)}</strong> · <bdi>{each.because}</bdi>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <h3>{t('What on record speaks for it')}</h3>
      {line.proposal.reasons.length === 0 ? (
        <p className={screen.soft}>{line.proposal.justification}</p>
      ) : (
        <ul className={screen.plainList}>
          {line.proposal.reasons.map((each) => (
            <li className={classes.cause} key={`${each.reason} ${each.because}`}>
              <strong>{reasonWord(each.reason)}</strong> · <bdi>{each.because}</bdi>
              <div className={classes.causes}>
                <MentionLinks records={each.causes} few={3} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Proof({ line }: { line: SoaLine }) {
  const evidence = useRefs(line.evidence.records)
  return (
    <>
      <p>
        {implementationWord(line.implementation)}
        {line.plannedFor && line.implementation !== 'implemented'
          ? ` · ${t('planned for {day}', { day: showDay(line.plannedFor) })}`
          : ''}
        {' · '}
        {line.lastVerifiedOn ? t('last verified on {day}', { day: showDay(line.lastVerifiedOn) }) : t('never verified')}
      </p>
      {line.owner ? (
        <p>
          {t('Looked after by')} <MentionLink record={line.owner} titleOnly />
        </p>
      ) : null}
      {line.howImplemented ? <p dir="auto">{line.howImplemented}</p> : null}
      <h3>{t('Documents')}</h3>
      {line.documents.length > 0 ? (
        <MentionLinks records={line.documents} />
      ) : (
        <p className={screen.soft}>{t('None is linked.')}</p>
      )}
      <h3>{t('Evidence')}</h3>
      {line.evidence.count === 0 ? (
        <p className={screen.soft}>{t('Nothing shows yet that it works.')}</p>
      ) : (
        <>
          <p className={screen.soft}>
            {line.evidence.validUntil
              ? t('{valid} of {count} still count; the last until {day}.', {
                  valid: line.evidence.validCount,
                  count: line.evidence.count,
                  day: showDay(line.evidence.validUntil),
                })
              : t('{count, plural, one {# piece waits} other {# pieces wait}} to be accepted.', {
                  count: line.evidence.count,
                })}
          </p>
          <ul className={screen.plainList}>
            {evidence?.map((record) => (
              <li key={record.id}>
                <RecordLink record={record} withState />
              </li>
            ))}
          </ul>
        </>
      )}
      {line.openFindings.length > 0 ? (
        <>
          <h3>{t('Open findings')}</h3>
          <MentionLinks records={line.openFindings} />
        </>
      ) : null}
    </>
  )
}
