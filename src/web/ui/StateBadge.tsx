import type { Severity } from '../../model/index.ts'
import { useModel } from '../app/model.tsx'
import classes from './Badges.module.css'
import { hueStyle, type ShownTone, severityTone, toneFaces } from './tones.ts'

interface ToneBadgeProps {
  readonly tone: ShownTone
  /** Word shown; the tone's own when left out. */
  readonly label?: string
  /** Without ground, for dense tables. */
  readonly plain?: boolean
}

/** A state as colour, icon and word. */
export function ToneBadge({ tone, label, plain = false }: ToneBadgeProps) {
  const face = toneFaces[tone] ?? toneFaces.draft
  const Icon = face.icon
  return (
    <span className={plain ? `${classes.badge} ${classes.plain}` : classes.badge} style={hueStyle(face.hue, plain)}>
      <Icon size={14} aria-hidden />
      <span>{label ?? face.word()}</span>
    </span>
  )
}

/** State of a record, with the label and tone its register declares. */
export function StateBadge({ register, state, plain }: { register: string; state: string; plain?: boolean }) {
  const model = useModel()
  const shown = model.byName(register)?.states.find((s) => s.name === state)
  return <ToneBadge tone={shown?.tone ?? 'draft'} label={shown?.label ?? state} plain={plain ?? false} />
}

/** Severity of a finding: major, minor, opportunity. */
export function SeverityBadge({ severity, plain }: { severity: Severity; plain?: boolean }) {
  return <ToneBadge tone={severityTone[severity]} plain={plain ?? false} />
}
