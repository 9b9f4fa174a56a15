import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconChevronDown, IconChevronRight, IconCircleDashed } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import type { SoaLine } from '../../../server/contract/told.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { ToneBadge } from '../../ui/StateBadge.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import { useToday } from '../parts/useToday.ts'
import classes from './Soa.module.css'
import { SoaDetail } from './SoaDetail.tsx'
import { implementationTone, implementationWord, reasonKinds, reasonWord } from './soaWords.ts'

/** Columns, for cells that span the whole table. */
export const soaColumns = 11

interface SoaRowProps {
  readonly line: SoaLine
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** One control, and what is behind it when it is open. */
export function SoaRow({ line, isOpen, onToggle }: SoaRowProps) {
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  const today = useToday()
  const row = useRef<HTMLTableRowElement>(null)
  const isLinked = useRef(isOpen)
  // An address that names a control leads to its row; opening one by hand leaves the page where it is.
  useEffect(() => {
    if (isLinked.current) row.current?.scrollIntoView({ block: 'start' })
  }, [])
  const detail = `soa-${line.control}`
  const justification = line.decision === 'excluded' ? line.exclusionJustification : line.justification
  return (
    <>
      <tr className={classes.row} data-open={isOpen || undefined} onClick={onToggle} ref={row}>
        <td className={classes.control}>
          <UnstyledButton
            className={`${classes.opener} print-keep`}
            aria-expanded={isOpen}
            aria-controls={detail}
            data-soa-row
            data-own={line.source === 'own' || undefined}
            onClick={(event) => {
              event.stopPropagation()
              onToggle()
            }}
          >
            <Chevron size={14} aria-hidden className={classes.chevron} />
            <span className={classes.id}>{shortRef(line.control)}</span>
            <span>{line.title}</span>
          </UnstyledButton>
        </td>
        <td>
          <Decision line={line} />
        </td>
        {reasonKinds.map((kind) => (
          <td key={kind} className={classes.mark}>
            <ReasonMark line={line} kind={kind} />
          </td>
        ))}
        <td className={classes.wide}>
          {justification ? (
            <span className={classes.clamp}>{justification}</span>
          ) : line.decision === 'undecided' ? (
            <span className={`${classes.clamp} ${classes.proposed}`}>
              {t('Proposed:')} {line.proposal.justification}
            </span>
          ) : null}
        </td>
        <td className={classes.middle}>
          {line.decision === 'excluded' ? null : (
            <ToneBadge tone={implementationTone(line, today)} label={implementationWord(line.implementation)} plain />
          )}
        </td>
        <td className={`${classes.middle} ${classes.owner}`}>
          {line.owner ? <bdi>{line.owner.title}</bdi> : <None />}
        </td>
        <td className={classes.middle} data-label={t('Evidence')}>
          <EvidenceAge line={line} />
        </td>
        <td {...(line.warnings.length > 0 ? { 'data-label': t('Warnings') } : {})}>
          {line.warnings.length > 0 ? (
            <ToneBadge tone="major" label={showNumber(line.warnings.length)} plain />
          ) : (
            <VisuallyHidden>{t('none')}</VisuallyHidden>
          )}
        </td>
      </tr>
      {isOpen ? (
        <tr className={classes.detailRow} id={detail}>
          <td colSpan={soaColumns}>
            <SoaDetail line={line} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

const None = () => <span className={classes.proposed}>{t('nobody')}</span>

function Decision({ line }: { line: SoaLine }) {
  if (line.decision === 'undecided') return <ToneBadge tone="missing" label={t('To decide')} plain />
  const word = line.decision === 'included' ? t('Included') : t('Left out')
  if (!line.isDecided) return <ToneBadge tone="draft" label={t('{word}, to confirm', { word })} plain />
  return <ToneBadge tone={line.decision === 'included' ? 'inForce' : 'retired'} label={word} plain />
}

/** A tick where the reason is recorded, a dashed ring where what is on record speaks for it. */
function ReasonMark({ line, kind }: { line: SoaLine; kind: (typeof reasonKinds)[number] }) {
  if (line.reasons.some((each) => each.reason === kind)) {
    return (
      <>
        <IconCheck size={16} aria-hidden />
        <VisuallyHidden>{reasonWord(kind)}</VisuallyHidden>
      </>
    )
  }
  if (line.decision !== 'undecided' || !line.proposal.reasons.some((each) => each.reason === kind)) return null
  return (
    <span className={classes.proposed} title={t('Proposed')}>
      <IconCircleDashed size={14} aria-hidden />
      <VisuallyHidden>{t('{reason}, proposed', { reason: reasonWord(kind) })}</VisuallyHidden>
    </span>
  )
}

function EvidenceAge({ line: { evidence, decision } }: { line: SoaLine }) {
  if (evidence.count === 0) {
    return decision === 'included' ? <ToneBadge tone="missing" label={t('None')} plain /> : null
  }
  const age =
    evidence.ageDays === null
      ? t('not accepted yet')
      : t('{days, plural, =0 {today} one {# day} other {# days}}', { days: evidence.ageDays })
  return (
    <ToneBadge
      tone={evidence.validCount > 0 ? 'inForce' : 'overdue'}
      label={`${showNumber(evidence.count)} · ${age}`}
      plain
    />
  )
}
