import type { SoaLine } from '../../../server/contract/told.ts'
import { t } from '../../app/i18n.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { useStandardRef } from '../../ui/RefChip.tsx'
import { shortRef } from '../../ui/standardRef.ts'
import screen from '../parts/Screen.module.css'
import { useAddress } from '../parts/useAddress.ts'
import classes from './Soa.module.css'
import { SoaRow, soaColumns } from './SoaRow.tsx'
import { groupLines, type SoaGroup } from './soaStanding.ts'

/** Controls by objective; a row opens to its causes, its proof and its decision. */
export function SoaTable({ lines }: { lines: readonly SoaLine[] }) {
  const [{ control: open }, update] = useAddress<'control'>()
  const toggle = (line: SoaLine) => {
    const id = shortRef(line.control)
    update({ control: id === open ? undefined : id })
  }
  useShortcut('j', t('Next control'), () => focusRow(1))
  useShortcut('k', t('Former control'), () => focusRow(-1))
  return (
    <div className={screen.tableFrame}>
      <table className={`${screen.table} ${classes.table}`}>
        <caption>{t('Controls with their decision, its reasons, state and proof')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Control')}</th>
            <th scope="col">{t('Decision')}</th>
            <th scope="col" className={classes.mark}>
              {t('Law')}
            </th>
            <th scope="col" className={classes.mark}>
              {t('Contract')}
            </th>
            <th scope="col" className={classes.mark}>
              {t('Practice')}
            </th>
            <th scope="col" className={classes.mark}>
              {t('Risk')}
            </th>
            <th scope="col" className={classes.wide}>
              {t('Justification')}
            </th>
            <th scope="col" className={classes.middle}>
              {t('In place')}
            </th>
            <th scope="col" className={classes.middle}>
              {t('Owner')}
            </th>
            <th scope="col" className={classes.middle}>
              {t('Evidence')}
            </th>
            <th scope="col">{t('Warnings')}</th>
          </tr>
        </thead>
        {groupLines(lines).map((group) => (
          <tbody key={group.ref ?? 'own'}>
            <GroupHead group={group} />
            {group.lines.map((line) => (
              <SoaRow
                key={line.control}
                line={line}
                isOpen={shortRef(line.control) === open}
                onToggle={() => toggle(line)}
              />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function GroupHead({ group }: { group: SoaGroup }) {
  const told = useStandardRef(group.ref ?? '', group.ref !== null)
  const title = group.ref === null ? t('Controls of your own') : (told.data?.title ?? '')
  return (
    <tr>
      <th scope="colgroup" colSpan={soaColumns} className={classes.group}>
        {group.ref === null ? null : <span className={classes.groupId}>{shortRef(group.ref)}</span>}
        {title}
        {told.data && told.data.gist !== title ? <span className={classes.gist}>{told.data.gist}</span> : null}
      </th>
    </tr>
  )
}

/** Moves the focus through the buttons that open rows. */
function focusRow(step: number) {
  const buttons = [...document.querySelectorAll<HTMLElement>('[data-soa-row]')]
  const at = buttons.indexOf(document.activeElement as HTMLElement)
  buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus()
}
