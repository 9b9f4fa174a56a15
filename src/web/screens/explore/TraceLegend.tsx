import { UnstyledButton } from '@mantine/core'
import type { TraceNode } from '../../../programme/traceability.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import screen from '../parts/Screen.module.css'

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
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of toggles, not a form with a legend
    <div className={`${screen.choices} no-print`} role="group" aria-label={t('Registers shown')}>
      {registers.map(([register, held]) => (
        <UnstyledButton
          key={register}
          className={screen.chip}
          aria-pressed={!hidden.has(register)}
          onClick={() => onToggle(register)}
        >
          {model.byName(register)?.label.many ?? register} <span>{held.length}</span>
        </UnstyledButton>
      ))}
    </div>
  )
}
