import { ActionIcon, Popover } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import type { RecordItem, RegisterDescription } from '../../../server/contract.ts'
import { asProblem } from '../../app/api.ts'
import { showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { TextSkeleton } from '../../ui/Skeletons.tsx'
import { ChangeShown } from './ChangeShown.tsx'
import classes from './RecordDetail.module.css'
import { useHistory } from './useHistory.ts'

interface ProvenanceProps {
  readonly register: RegisterDescription
  readonly record: RecordItem
  readonly name: string
  readonly label: string
}

/** Tells who set a value, when and by what way, and what it was before. */
export function Provenance({ register, record, name, label }: ProvenanceProps) {
  const [opened, setOpened] = useState(false)
  return (
    <Popover opened={opened} onChange={setOpened} width={340} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          className={classes.provenance}
          variant="subtle"
          color="gray"
          size={20}
          onClick={() => setOpened(!opened)}
          aria-label={t('Where "{label}" comes from', { label })}
        >
          <IconHistory size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {opened ? <Changes register={register} record={record} name={name} /> : null}
      </Popover.Dropdown>
    </Popover>
  )
}

function Changes({ register, record, name }: Omit<ProvenanceProps, 'label'>) {
  const history = useHistory(record)
  if (history.error) return <p>{asProblem(history.error).message}</p>
  if (!history.data) return <TextSkeleton rows={3} />
  const entries = history.data.entries.flatMap((entry) => {
    const change = entry.changes.find((c) => c.field === name || c.field === `values.${name}`)
    return change ? [{ entry, change }] : []
  })
  if (entries.length === 0) return <p className={classes.help}>{t('Never set since the record was created.')}</p>
  return (
    <ol className={classes.entries}>
      {entries.map(({ entry, change }) => (
        <li key={entry.version} className={classes.entry}>
          <div className={classes.who}>
            <bdi>{entry.actor}</bdi>
          </div>
          <div className={classes.when}>
            {t('{when} by {via}, version {version}', {
              when: showInstant(entry.at),
              via: entry.via,
              version: entry.version,
            })}
          </div>
          <ChangeShown register={register} change={change} names={history.data.names} />
        </li>
      ))}
    </ol>
  )
}
