import { Autocomplete, Checkbox } from '@mantine/core'
import type { ErasurePlace } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { RecordLink } from '../../ui/RecordLink.tsx'
import classes from './ErasePerson.module.css'
import { blockedSays, placeSays, placeTitle, reasonsToKeep } from './eraseWords.ts'

/** Places that stay, by id, with the reason. */
export type Kept = Readonly<Record<string, string>>

interface ErasePlacesProps {
  readonly places: readonly ErasurePlace[]
  readonly kept: Kept
  readonly onKept: (kept: Kept) => void
}

/** Every place found, each with what becomes of it; those that stay ask for the reason. */
export function ErasePlaces({ places, kept, onKept }: ErasePlacesProps) {
  const change = (id: string, reason: string | null) => {
    const { [id]: _, ...others } = kept
    onKept(reason === null ? others : { ...others, [id]: reason })
  }
  return (
    <ul className={classes.places}>
      {places.map((place) => (
        <Row key={place.id} place={place} reason={kept[place.id]} onReason={(reason) => change(place.id, reason)} />
      ))}
    </ul>
  )
}

interface RowProps {
  readonly place: ErasurePlace
  readonly reason: string | undefined
  readonly onReason: (reason: string | null) => void
}

function Row({ place, reason, onReason }: RowProps) {
  const { record, blocked, samples } = place
  const title = record ? `${record.ref} ${record.title}` : placeTitle(place)
  return (
    <li>
      <div className={classes.what}>
        {blocked === null ? (
          <Checkbox
            label={record ? <RecordLink record={{ ...record, state: '' }} /> : title}
            aria-label={t('Erase: {what}', { what: title })}
            checked={reason === undefined}
            onChange={(event) => onReason(event.currentTarget.checked ? null : '')}
          />
        ) : (
          <strong>{title}</strong>
        )}
        <p className={classes.soft}>{placeSays(place)}</p>
        {samples.length > 0 && reason === undefined ? (
          <dl className={classes.samples}>
            {samples.map((sample) => (
              <div key={`${sample.field} ${sample.before}`}>
                <dt>{sample.field}</dt>
                <dd>
                  <del dir="auto">{sample.before}</del> →{' '}
                  <ins dir="auto">{sample.after === '' ? t('empty') : sample.after}</ins>
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
      {blocked !== null ? (
        <p className={classes.kept}>{blockedSays(blocked)}</p>
      ) : reason !== undefined ? (
        <Autocomplete
          label={t('Why it stays')}
          data={reasonsToKeep()}
          value={reason}
          onChange={onReason}
          maxLength={1000}
          required
        />
      ) : null}
    </li>
  )
}
