import { Button, Group, Modal, Radio } from '@mantine/core'
import { useState } from 'react'
import type { RecordRef, RegisterDescription } from '../../../server/contract.ts'
import type { ApiProblem } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { FieldValue, LinkValue } from '../FieldValue.tsx'
import { keyOf } from '../fields.ts'
import classes from './RecordForm.module.css'
import { same, type Values } from './useDraft.ts'

interface ConflictViewProps {
  readonly register: RegisterDescription
  readonly problem: ApiProblem
  readonly names: Readonly<Record<string, RecordRef>>
  /** What the person changed, by name. */
  readonly yours: Values
  readonly onClose: () => void
  /** Keeps of the changes what was chosen, to be sent against the newer version. */
  readonly onMerge: (keep: Values, version: number) => void
}

/** Both sides of a conflict: what you changed, what somebody else changed meanwhile, and a choice where they meet. */
export function ConflictView({ register, problem, names, yours, onClose, onMerge }: ConflictViewProps) {
  const data = problem.data as { version?: number; theirs?: Values; before?: Values }
  const before = data.before ?? {}
  // What means the same on both sides (an empty list, nothing) is no change.
  const theirs = Object.fromEntries(Object.entries(data.theirs ?? {}).filter(([n, v]) => !same(v, before[n])))
  const [takeTheirs, setTakeTheirs] = useState<ReadonlySet<string>>(new Set())
  const touched = [...new Set([...Object.keys(yours), ...Object.keys(theirs)])].filter(
    (n) => labelOf(register, n) !== null,
  )
  const clash = (name: string) => name in yours && name in theirs && !same(yours[name], theirs[name])
  const choose = (name: string, theirsWins: boolean) => {
    const next = new Set(takeTheirs)
    if (theirsWins) next.add(name)
    else next.delete(name)
    setTakeTheirs(next)
  }
  const merge = () => {
    const keep = Object.fromEntries(Object.entries(yours).filter(([n, v]) => !takeTheirs.has(n) && !same(v, theirs[n])))
    onMerge(keep, data.version ?? 0)
  }
  const show = (name: string, values: Values) =>
    name in values ? <ValueOf register={register} name={name} value={values[name]} names={names} /> : t('unchanged')
  return (
    <Modal opened onClose={onClose} size={860} title={problem.title}>
      <p className={classes.help}>
        {problem.message} {t('Where both sides changed the same value, choose one; everything else is kept.')}
      </p>
      <div className={classes.scroll}>
        <table className={classes.sides}>
          <thead>
            <tr>
              <th scope="col">{t('Value')}</th>
              <th scope="col">{t('Before')}</th>
              <th scope="col">{t('Theirs')}</th>
              <th scope="col">{t('Yours')}</th>
            </tr>
          </thead>
          <tbody>
            {touched.map((name) => (
              <tr key={name}>
                <th scope="row">{labelOf(register, name)}</th>
                <td>{show(name, before)}</td>
                <td>
                  {show(name, theirs)}
                  {clash(name) ? (
                    <Radio
                      mt={6}
                      size="xs"
                      name={`side-${name}`}
                      label={t('Take theirs')}
                      checked={takeTheirs.has(name)}
                      onChange={() => choose(name, true)}
                    />
                  ) : null}
                </td>
                <td>
                  {show(name, yours)}
                  {clash(name) ? (
                    <Radio
                      mt={6}
                      size="xs"
                      name={`side-${name}`}
                      label={t('Keep mine')}
                      checked={!takeTheirs.has(name)}
                      onChange={() => choose(name, false)}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Group gap="xs" mt="md">
        <Button onClick={merge}>{t('Save the result')}</Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {t('Go on editing')}
        </Button>
      </Group>
    </Modal>
  )
}

function labelOf(register: RegisterDescription, name: string): string | null {
  return (
    register.fields.find((f) => keyOf(f) === name)?.label ?? register.links.find((l) => l.name === name)?.label ?? null
  )
}

interface ValueOfProps {
  readonly register: RegisterDescription
  readonly name: string
  readonly value: unknown
  readonly names: Readonly<Record<string, RecordRef>>
}

function ValueOf({ register, name, value, names }: ValueOfProps) {
  const field = register.fields.find((f) => keyOf(f) === name)
  if (field) return <FieldValue field={field} value={value} />
  const ids = Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []
  return <LinkValue ids={ids} names={names} />
}
