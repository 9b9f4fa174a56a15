import { UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import type { TraceNode } from '../../../programme/traceability.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import screen from '../parts/Screen.module.css'

/** Registers named at once; a record far from the rim touches dozens. */
const few = 9

interface TraceLegendProps {
  readonly nodes: readonly TraceNode[]
  readonly hidden: ReadonlySet<string>
  readonly onToggle: (register: string) => void
}

/** Registers in the picture; each can be taken out of it. */
export function TraceLegend({ nodes, hidden, onToggle }: TraceLegendProps) {
  const model = useModel()
  const around = nodes.filter((node) => node.distance > 0)
  const registers = [...Map.groupBy(around, (node) => node.register)].toSorted((a, b) => b[1].length - a[1].length)
  const [isAll, setAll] = useState(false)
  const rest = registers.length - few
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggles, not a form with a legend
    <div className={`${screen.choices} no-print`} role="group" aria-label={t('Registers shown')}>
      {(isAll || rest <= 1 ? registers : registers.slice(0, few)).map(([register, held]) => (
        <UnstyledButton
          key={register}
          className={screen.chip}
          aria-pressed={!hidden.has(register)}
          onClick={() => onToggle(register)}
        >
          {model.byName(register)?.label.many ?? register} <span>{held.length}</span>
        </UnstyledButton>
      ))}
      {!isAll && rest > 1 ? (
        <UnstyledButton className={screen.chip} onClick={() => setAll(true)}>
          {t('{rest} more', { rest })}
        </UnstyledButton>
      ) : null}
    </div>
  )
}
