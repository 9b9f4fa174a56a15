import { Anchor, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ErasureFound, PersonSought } from '../../../server/contract.ts'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { RecordPicker } from '../../records/widgets/RecordPicker.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { Page } from '../../ui/Page.tsx'
import { Quiet, Section } from '../parts/Section.tsx'
import { EraseConfirm } from './EraseConfirm.tsx'
import classes from './ErasePerson.module.css'
import { ErasePlaces, type Kept } from './ErasePlaces.tsx'
import trust from './Trust.module.css'

interface Looked {
  readonly found: ErasureFound
  /** Whom it was looked for, whatever is typed since. */
  readonly whom: PersonSought
}

/** Finds everything that is kept about a person, lets somebody choose, and erases it as one job. */
export default function ErasePerson() {
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const [person, setPerson] = useState<readonly string[]>([])
  const [names, setNames] = useState('')
  const [kept, setKept] = useState<Kept>({})
  const [job, setJob] = useState<string | null>(null)
  const terms = names.split(',').flatMap((name) => name.trim() || [])
  const [id] = person
  const sought: PersonSought = { ...(id === undefined ? {} : { person: id }), ...(terms.length > 0 ? { terms } : {}) }
  const look = useMutation<Looked, ApiProblem, PersonSought>({
    mutationFn: (whom) =>
      api
        .post('log/people/places', { body: whom })
        // Names that the record no longer says afterwards are looked for all the same.
        .then((found) => ({ found, whom: { ...whom, terms: found.terms } }))
        .catch((error) => Promise.reject(asProblem(error))),
    onSuccess: () => setKept({}),
  })
  const { found, whom } = look.data ?? {}
  const begin = () => {
    setJob(null)
    look.mutate(sought)
  }
  return (
    <Page
      title={t('Erase what is kept about a person')}
      kicker={<AppLink to="audit/trust">{t('Trust')}</AppLink>}
      standing={standingOf(found)}
    >
      <div className={trust.narrow}>
        <Section
          title={t('Who it is about')}
          about={t(
            'A record of the register of people is looked for under every name and address it ever had. Add others as people write them, separated by commas.',
          )}
        >
          <form
            className={`${classes.find} no-print`}
            onSubmit={(event) => {
              event.preventDefault()
              if (id !== undefined || terms.length > 0) begin()
            }}
          >
            <RecordPicker label={t('Person')} to="person" many={false} value={person} onChange={setPerson} />
            <TextInput
              label={t('Other names and addresses')}
              placeholder="A. Brandt, ada@example.org"
              value={names}
              onChange={(event) => setNames(event.currentTarget.value)}
            />
            <ActionButton
              type="submit"
              variant={found ? 'default' : 'filled'}
              changes={false}
              loading={look.isPending}
              disabledReason={id === undefined && terms.length === 0 && t('Choose a person, or give a name.')}
            >
              {t('Look for them')}
            </ActionButton>
          </form>
          {look.error ? (
            <p role="alert">
              {look.error.message} {look.error.next}
            </p>
          ) : null}
        </Section>
        {job ? (
          <div className={classes.job}>
            <JobProgress
              key={job}
              id={job}
              title={t('Erasing')}
              onDone={() => {
                void refresh()
                if (whom) look.mutate(whom)
              }}
            />
          </div>
        ) : null}
        {found && whom ? (
          <>
            <Section
              title={t('Where they are kept')}
              about={t('Looked for {terms}. In the place of the name will stand “{pseudonym}”.', {
                terms: found.terms.map((term) => `“${term}”`).join(', ') || '–',
                pseudonym: found.pseudonym,
              })}
            >
              {found.places.length === 0 ? (
                <Quiet>{t('Nothing was found.')}</Quiet>
              ) : (
                <ErasePlaces places={found.places} kept={kept} onKept={setKept} />
              )}
              <NotLookedAt files={found.files} packs={found.packs} />
            </Section>
            {found.places.some((place) => place.blocked === null) ? (
              <EraseConfirm found={found} sought={whom} kept={kept} onStarted={setJob} />
            ) : null}
          </>
        ) : null}
      </div>
    </Page>
  )
}

function standingOf(found: ErasureFound | undefined): string {
  if (!found) return t('Looking changes nothing. You choose what goes and say why the rest stays.')
  const open = found.places.filter((place) => place.blocked === null).length
  return open === 0
    ? t('Nothing is left that can be erased.')
    : t('{count, plural, one {One place} other {# places}} can be erased.', { count: open })
}

/** What no search reaches, said plainly: it is for people to look there. */
function NotLookedAt({ files, packs }: Pick<ErasureFound, 'files' | 'packs'>) {
  const { slug } = useOrganisation()
  return (
    <ul className={trust.list}>
      {packs.length > 0 ? (
        <li>
          {t(
            '{count, plural, one {One audit pack kept here was made of a time when the person was in the records or the log. It goes on holding that until it is removed.} other {# audit packs kept here were made of a time when the person was in the records or the log. They go on holding that until they are removed.}}',
            { count: packs.length },
          )}{' '}
          <AppLink to="audit/pack">{t('Look at the packs')}</AppLink>
          <ul>
            {packs.map((pack) => (
              <li key={pack.id}>
                <Anchor inherit href={`/api/v1/o/${slug}/audit-packs/${pack.id}/file`}>
                  {t('Pack as of {asOf}, made {madeAt} by {name}', {
                    asOf: showInstant(pack.asOf),
                    madeAt: showInstant(pack.madeAt),
                    name: pack.by,
                  })}
                </Anchor>
              </li>
            ))}
          </ul>
        </li>
      ) : null}
      {files.unread > 0 ? (
        <li>
          {t(
            '{count, plural, one {One file is a picture, an office file or very large; its text was not read. Look into it if it may name the person:} other {# files are pictures, office files or very large; their text was not read. Look into those that may name the person:}}',
            {
              count: files.unread,
            },
          )}
          {files.unreadFiles.length > 0 ? (
            <ul>
              {files.unreadFiles.map(({ hash, name }) => (
                <li key={hash}>
                  <Anchor inherit href={`/api/v1/o/${slug}/files/${hash}`} dir="auto">
                    {name}
                  </Anchor>
                </li>
              ))}
            </ul>
          ) : null}
        </li>
      ) : null}
      <li>{t('Confidential records that you may not read are not searched; whoever handles them looks there.')}</li>
      <li>
        {t('Backups, audit packs and exports made before still hold what they held. Letters sent are not kept here.')}
      </li>
    </ul>
  )
}
