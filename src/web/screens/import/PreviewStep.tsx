import { Button, Radio, Stack } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportPreview, Job } from '../../../server/contract/told.ts'
import type { ImportAsked, ImportBegun } from '../../../server/contract.ts'
import { type ApiProblem, asProblem } from '../../app/api.ts'
import { showNumber } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { inSentence } from '../../app/inSentence.ts'
import { useOrgApi } from '../../app/orgApi.ts'
import { useOrgLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { JobProgress } from '../../ui/JobProgress.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { tellProblem } from '../parts/notices.ts'
import { Section } from '../parts/Section.tsx'
import { Counts } from './Counts.tsx'
import { type Draft, requestOf } from './draft.ts'
import classes from './Import.module.css'
import { ProblemTable } from './ProblemTable.tsx'
import { SampleTable } from './SampleTable.tsx'
import { StepBar } from './StepBar.tsx'

type Policy = 'allOrNothing' | 'rowByRow'

/** Every problem by line and column, what would be made of the rows, and the button that does it. */
export function PreviewStep({ draft, onBack }: { draft: Draft; onBack: () => void }) {
  const api = useOrgApi()
  const navigate = useNavigate()
  const link = useOrgLink()
  const request = requestOf(draft)
  const [policy, setPolicy] = useState<Policy>('allOrNothing')
  const { checked, job, onChecked } = useCheck(draft, request)
  const run = useMutation<ImportBegun, ApiProblem>({
    mutationFn: () =>
      api.post('imports/run', { body: { ...request, policy } }).catch((error) => Promise.reject(asProblem(error))),
    // Only a dry run leaves no record, and this is none.
    onSuccess: ({ job, record }) => navigate(link(`settings/import/${record?.ref}`, { job })),
    onError: tellProblem,
  })
  if (checked.error) {
    return (
      <>
        <ErrorState problem={checked.error} onRetry={() => checked.refetch()} />
        <Button variant="default" onClick={onBack}>
          {t('Back')}
        </Button>
      </>
    )
  }
  if (!checked.preview)
    return job === null ? (
      <PageSkeleton />
    ) : (
      <>
        <JobProgress key={job} id={job} title={t('Checking the rows')} onDone={onChecked} />
        <Button variant="default" onClick={onBack} mt="md">
          {t('Back')}
        </Button>
      </>
    )
  const { preview } = checked
  const writes = preview.counts.create + preview.counts.update
  const hasErrors = preview.errorCount > 0
  const reason =
    (writes === 0 && t('No row would change anything.')) ||
    (hasErrors && policy === 'allOrNothing' && t('Correct the mistakes in the file, or import the rows without them.'))
  return (
    <>
      <PreviewCounts preview={preview} />
      {preview.problemCount > 0 ? (
        <Section
          title={t('{count, plural, one {# problem} other {# problems}}', { count: preview.problemCount })}
          about={
            hasErrors
              ? t('A mistake keeps its row out. A note does not, but somebody should look at it.')
              : t('These rows are imported; somebody should look at the notes.')
          }
          aside={<DownloadProblems request={request} />}
        >
          <ProblemTable preview={preview} />
        </Section>
      ) : null}
      {hasErrors && writes > 0 ? (
        <Radio.Group
          label={t('What to import')}
          value={policy}
          onChange={(value) => setPolicy(value as Policy)}
          mb="lg"
        >
          <Stack gap={6} mt={6}>
            <Radio value="allOrNothing" label={t('All rows or none')} />
            <Radio
              value="rowByRow"
              label={t('{count, plural, one {The # row} other {The # rows}} without mistakes', {
                count: preview.rows - preview.counts.refused,
              })}
            />
          </Stack>
        </Radio.Group>
      ) : null}
      <SampleTable draft={draft} preview={preview} />
      <StepBar
        label={t('{count, plural, one {Import # row} other {Import # rows}}', { count: writes })}
        disabledReason={reason}
        loading={run.isPending}
        onBack={onBack}
        onNext={() => run.mutate()}
      />
    </>
  )
}

/** What the import would do: of a long table a job finds it out, which says how far it is and can be cancelled. */
function useCheck(draft: Draft, request: ImportAsked) {
  const api = useOrgApi()
  const isLong = draft.facts.checkedByJob
  const [found, setFound] = useState<ImportPreview | null>(null)
  const asked = useQuery<{ preview: ImportPreview } | { job: string }, ApiProblem>({
    queryKey: ['import-preview', request],
    queryFn: async () => {
      try {
        if (isLong) return { job: (await api.post('imports/run', { body: { ...request, dryRun: true } })).job }
        return { preview: await api.post('imports/preview', { body: request }) }
      } catch (error) {
        throw asProblem(error)
      }
    },
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  const preview = asked.data && 'preview' in asked.data ? asked.data.preview : found
  const again = () => {
    setFound(null)
    return asked.refetch()
  }
  return {
    checked: { error: asked.error, preview, refetch: again },
    job: asked.data && 'job' in asked.data ? asked.data.job : null,
    onChecked: (done: Job) => done.result !== null && setFound(JSON.parse(done.result) as ImportPreview),
  }
}

function PreviewCounts({ preview }: { preview: ImportPreview }) {
  const { create, update, unchanged, skip, refused } = preview.counts
  const facts = [
    [t('Rows'), preview.rows],
    [t('New records'), create],
    [t('Records changed'), update],
    [t('As they were'), unchanged],
    [t('Skipped'), skip],
    [t('With mistakes'), refused],
  ] as const
  return (
    <>
      <Counts facts={facts} />
      {preview.creates.length > 1 ? (
        <p className={classes.soft}>
          {t('To be made: {list}', {
            list: preview.creates.map((c) => `${showNumber(c.count)} ${inSentence(c.label)}`).join(', '),
          })}
        </p>
      ) : null}
    </>
  )
}

/** All problems as a CSV file, to be worked through beside the table. */
function DownloadProblems({ request }: { request: ImportAsked }) {
  const api = useOrgApi()
  const download = useMutation({
    mutationFn: async () => (await api.postForFile('imports/problems', { body: request })).blob(),
    onSuccess: (csv) => {
      const address = URL.createObjectURL(csv)
      const anchor = document.createElement('a')
      anchor.href = address
      anchor.download = 'import-problems.csv'
      anchor.click()
      URL.revokeObjectURL(address)
    },
    onError: tellProblem,
  })
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconDownload size={14} />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      {t('All as CSV')}
    </Button>
  )
}
