import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import type { StoryGroup, StoryRecord } from '../../../programme/systemStory.ts'
import type { LinkDescription } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { MentionLink } from '../parts/MentionLink.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import classes from './Story.module.css'

/** Of these it matters what they are to the system, not the state of their record. */
const people: ReadonlySet<string> = new Set(['person', 'organisationalUnit'])

/** Records shown of one register before the rest is asked for. */
const few = 6

/** One part of the story: what can be drawn of it, then its records by register. */
export function StorySection({ group, children }: { group: StoryGroup; children: ReactNode }) {
  const byRegister = Map.groupBy(group.records, (record) => record.register)
  return (
    <div id={group.id} className={classes.part}>
      <Section title={group.title} aside={group.records.length > 0 ? String(group.records.length) : null}>
        {children}
        {group.records.length === 0 ? <Quiet>{t('Nothing is on record.')}</Quiet> : null}
        <div className={classes.registers}>
          {[...byRegister].map(([register, records]) => (
            <Records key={register} register={register} records={inOrder(register, records)} section={group.title} />
          ))}
        </div>
      </Section>
    </div>
  )
}

/** By number; people stay in the order of what they are to the system. */
const inOrder = (register: string, records: readonly StoryRecord[]) =>
  people.has(register) ? records : records.toSorted((a, b) => a.ref.localeCompare(b.ref, 'en', { numeric: true }))

interface RecordsProps {
  readonly register: string
  readonly records: readonly StoryRecord[]
  /** Title of the part they stand in; a heading that would only repeat it is left out. */
  readonly section: string
}

function Records({ register, records, section }: RecordsProps) {
  const [isAll, setAll] = useState(false)
  const model = useModel()
  const label = model.byName(register)?.label.many ?? register
  const asked = model.byName('aiSystem')?.links ?? []
  const rest = records.length - few
  return (
    <div>
      {label === section ? null : <h3 className={classes.register}>{label}</h3>}
      <ul className={classes.records}>
        {(isAll || rest <= 1 ? records : records.slice(0, few)).map((record) => (
          <li key={record.id}>
            <MentionLink record={people.has(register) ? { ...record, state: undefined } : record} />
            {people.has(register) ? <Roles links={record.links} asked={asked} /> : null}
            {record.via ? (
              <span className={classes.via}>{t('over {via}', { via: `${record.via.ref} ${record.via.title}` })}</span>
            ) : null}
          </li>
        ))}
      </ul>
      {!isAll && rest > 1 ? (
        <Button className={classes.more} variant="subtle" size="compact-xs" onClick={() => setAll(true)}>
          {t('{rest} more', { rest })}
        </Button>
      ) : null}
    </div>
  )
}

/** What somebody is to the system, in the words of its form. */
function Roles({ links, asked }: { links: readonly string[]; asked: readonly LinkDescription[] }) {
  const labels = asked.filter((link) => links.includes(link.name)).map((link) => link.label)
  return labels.length > 0 ? <span className={classes.as}>{labels.join(', ')}</span> : null
}
