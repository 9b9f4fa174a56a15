import type { ErasurePlace } from '../../../server/contract.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'

/** What a place that is no record is called. */
export function placeTitle({ kind, name, count }: ErasurePlace): string {
  switch (kind) {
    case 'record':
      return ''
    case 'memberships':
      return t('Memberships in the log')
    case 'account':
      return name === null ? t('Account') : t('Account {name}', { name })
    case 'invitation':
      return t('Invitation of {name}', { name: name ?? '' })
    case 'directory':
      return t('User {name} of an outside directory', { name: name ?? '' })
    case 'delivery':
      return t('Checkpoints sent to {name}', { name: name ?? '' })
    case 'jobs':
      return t('{count, plural, one {One job that has ended} other {# jobs that have ended}}', { count })
    case 'file':
      return name ?? ''
    case 'entries':
      return t('Entries of the log')
  }
}

/** Where in it the person stands, and what erasing does to it. */
export function placeSays(place: ErasurePlace): string {
  const { kind, count, record, refs, isNamed } = place
  switch (kind) {
    case 'record':
      if (record?.isAbout)
        return t('About the person alone: every text and day in it goes, in all {count} versions.', {
          count: showNumber(count),
        })
      return record?.stands
        ? t('Named in {count, plural, one {one version} other {# versions}}, also in what it says now.', { count })
        : t('Named in {count, plural, one {one earlier version} other {# earlier versions}}; what it says now stays.', {
            count,
          })
    case 'memberships':
      return t(
        'Name and address in {count, plural, one {one entry} other {# entries}} about joining, roles and leaving.',
        { count },
      )
    case 'account':
      return t('Name, address and every way to sign in.')
    case 'invitation':
      return t('Name and address; the link stops working.')
    case 'directory':
      return t('Names as the directory gave them.')
    case 'delivery':
      return t('The address gets no more checkpoints.')
    case 'jobs':
      return t('What was asked for, and by whom.')
    case 'file': {
      const where = refs.length === 0 ? '' : ` ${t('Attached to {refs}.', { refs: refs.join(', ') })}`
      return (
        (isNamed
          ? t('The file names the person.')
          : t('Attached to a record that names the person; what it says was not read.')) + where
      )
    }
    case 'entries':
      return t(
        '{count, plural, one {One entry says} other {# entries say}} that the person did something, or names them in a reason.',
        { count },
      )
  }
}

/** Why a place cannot be erased here, and what can be done. */
export function blockedSays(blocked: NonNullable<ErasurePlace['blocked']>): string {
  switch (blocked) {
    case 'isMember':
      return t('Still a member. Remove the person under “Members” first.')
    case 'isElsewhere':
      return t('Another organisation here, or the installation, needs it.')
    case 'isEvidence':
      return t('Stays: who did what and why is what the log is for.')
  }
}

/** Reasons that often hold; any other can be typed. */
export const reasonsToKeep = (): string[] => [
  t('A law asks to keep it'),
  t('Needed for legal claims'),
  t('Evidence the certification rests on'),
  t('It is somebody else of that name'),
]
