import type { RecordRef } from '../../../server/contract.ts'
import { screenRoutes } from '../../app/screenRoutes.tsx'
import { RecordLink } from '../../ui/RecordLink.tsx'

/** A record that asks something of the reader, leading to where that is done; to its page where there is no such place. */
export function DoLink({ record }: { record: RecordRef }) {
  const screen = screenRoutes.find(({ about, forPerson }) => about === record.register && forPerson === true)
  return screen ? (
    <RecordLink record={record} to={screen.path.replace('$ref', record.ref)} />
  ) : (
    <RecordLink record={record} />
  )
}
