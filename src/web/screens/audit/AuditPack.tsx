import { NativeSelect, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { languageChoices, spokenChoice } from '../../app/language.ts'
import { useOrgApi, useOrgQuery } from '../../app/orgApi.ts'
import { useSession } from '../../app/session.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { Page } from '../../ui/Page.tsx'
import { Section } from '../parts/Section.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { useToday } from '../parts/useToday.ts'
import classes from './AuditPack.module.css'
import { Downloads } from './Downloads.tsx'
import { EarlierPacks } from './EarlierPacks.tsx'

interface Started {
  readonly job: string
}

interface Ordered {
  /** Day or instant; null for now. */
  readonly asOf: string | null
  readonly language: string
}

/** Everything an auditor needs as one file that proves itself, and single reports, as of any day. */
export default function AuditPack() {
  const { today } = useSession()
  const shown = useToday()
  // The job stands in the address, so that a pack that takes long survives a reload.
  const [{ job }, update] = useAddress<'job'>()
  const [day, setDay] = useState(shown)
  const [language, setLanguage] = useState<string>(spokenChoice)
  const api = useOrgApi()
  const earlier = useOrgQuery('audit-packs')
  const start = useMutation<Started, ApiProblem, Ordered>({
    mutationFn: ({ asOf, language: spoken }) =>
      api
        .post('audit-packs', { body: { language: spoken, ...(asOf === null ? {} : { asOf }) } })
        .catch((error) => Promise.reject(asProblem(error))),
    onSuccess: (started) => {
      update({ job: started.job })
      void earlier.refetch()
    },
  })
  const isAhead = day > today
  const reason = (day === '' && t('Choose a day.')) || (isAhead && t('This day lies ahead; choose today or earlier.'))
  return (
    <Page
      title={t('Audit pack and reports')}
      kicker={<AppLink to="audit">{t('Audit & improve')}</AppLink>}
      standing={t('Everything an auditor asks for, as of {day}.', { day: showDay(day || today) })}
    >
      <div className={classes.narrow}>
        <Section title={t('As of')}>
          <div className={`${classes.day} no-print`}>
            <TextInput
              type="date"
              size="xs"
              label={t('Day')}
              description={t('The pack and the reports below show the records as they were at the end of it.')}
              value={day}
              max={today}
              error={isAhead ? t('This day lies ahead.') : null}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          </div>
        </Section>
        <Section
          title={t('Audit pack')}
          about={t(
            'One ZIP file with all registers, documents, evidence files, history and the statement of applicability, to be opened in any browser without OpenAIMS. It carries what is needed to check that nothing in it was changed. It holds what you may see.',
          )}
        >
          <div className={`${classes.make} no-print`}>
            <NativeSelect
              className={classes.language}
              size="xs"
              label={t('Language')}
              description={t(
                'Of its pages and documents. What people wrote, the log and the manifest are the same in every language.',
              )}
              data={languageChoices.map(({ code, name }) => ({ value: code, label: name }))}
              value={language}
              onChange={(event) => setLanguage(event.currentTarget.value)}
            />
            <ActionButton
              changes={false}
              disabledReason={reason}
              loading={start.isPending}
              onClick={() => start.mutate({ asOf: day === today ? null : day, language })}
            >
              {t('Make the audit pack')}
            </ActionButton>
            {start.error ? (
              <p role="alert" className={classes.bad}>
                {start.error.message} {start.error.next}
              </p>
            ) : null}
          </div>
          {job ? (
            <JobProgress key={job} id={job} title={t('Making the audit pack')} onDone={() => void earlier.refetch()} />
          ) : null}
        </Section>
        <EarlierPacks
          packs={earlier.data ?? []}
          shown={job}
          onShow={(id) => update({ job: id })}
          onAgain={({ asOf, language: spoken }) => start.mutate({ asOf, language: spoken })}
          onChanged={() => void earlier.refetch()}
        />
        <Downloads day={day === '' || isAhead ? today : day} />
      </div>
    </Page>
  )
}
