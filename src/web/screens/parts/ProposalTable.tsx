import { Checkbox } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../../app/i18n.ts'
import screen from './Screen.module.css'
import type { Selection } from './useSelection.ts'

interface ProposalTableProps {
  readonly caption: string
  readonly columns: readonly string[]
  /** Keys of all proposals shown. */
  readonly keys: readonly string[]
  readonly selection: Selection
  readonly children: ReactNode
}

/** Proposals as a table; its rows begin with a `ChoiceCell`. */
export const ProposalTable = ({ caption, columns, keys, selection, children }: ProposalTableProps) => (
  <div className={screen.tableFrame}>
    <table className={`${screen.table} ${screen.proposals}`}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col" className={screen.check}>
            <Checkbox
              size="xs"
              aria-label={t('Choose all')}
              checked={selection.stateOf(keys) === 'all'}
              indeterminate={selection.stateOf(keys) === 'some'}
              onChange={() => selection.toggleAll(keys)}
            />
          </th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
)

interface ChoiceCellProps {
  readonly title: string
  readonly isChosen: boolean
  readonly onToggle: () => void
}

export const ChoiceCell = ({ title, isChosen, onToggle }: ChoiceCellProps) => (
  <td className={screen.check}>
    <Checkbox size="xs" aria-label={t('Choose {title}', { title })} checked={isChosen} onChange={onToggle} />
  </td>
)
