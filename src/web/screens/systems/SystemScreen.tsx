import { useParams } from '@tanstack/react-router'
import type { StoryGroup } from '../../../programme/systemStory.ts'
import type { RecordDetail, SystemAnswer } from '../../../server/contract/told.ts'
import { asProblem } from '../../app/api.ts'
import { t } from '../../app/i18n.ts'
import { useModel } from '../../app/model.tsx'
import { useOrgQuery } from '../../app/orgApi.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Page } from '../../ui/Page.tsx'
import { PageSkeleton } from '../../ui/Skeletons.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { LinkButton } from '../parts/LinkButton.tsx'
import { Monitors } from './Monitors.tsx'
import classes from './Story.module.css'
import { StoryFacts } from './StoryFacts.tsx'
import { StoryGaps } from './StoryGaps.tsx'
import { StoryIndex } from './StoryIndex.tsx'
import { StoryLegal } from './StoryLegal.tsx'
import { StoryRisks } from './StoryRisks.tsx'
import { StorySection } from './StorySection.tsx'
import { Timeline } from './Timeline.tsx'

/** One AI system on one page: what it is, how it came to be, what could go wrong, what holds it, and what is missing. */
export default function SystemScreen() {
  const { ref = '' } = useParams({ strict: false }) as { ref?: string }
  const id = encodeURIComponent(ref)
  const path = useModel().byName('aiSystem')?.path ?? ''
  const story = useOrgQuery('systems/{id}/story', { at: { id } })
  const detail = useOrgQuery('records/{register}/{id}', { at: { register: path, id } })
  const problem = story.error ?? detail.error
  if (problem) {
    return (
      <ErrorState problem={asProblem(problem)} onRetry={() => void Promise.all([story.refetch(), detail.refetch()])} />
    )
  }
  if (!story.data || !detail.data) return <PageSkeleton />
  return <Story story={story.data} detail={detail.data} path={path} />
}

interface StoryProps {
  readonly story: SystemAnswer
  readonly detail: RecordDetail
  readonly path: string
}

function Story({ story, detail, path }: StoryProps) {
  const { record, names } = detail
  const matrices = useOrgQuery('risk-matrix', { query: { system: record.id } })
  const owner = record.owner ? names[record.owner]?.title : undefined
  const purpose = typeof record.values.purpose === 'string' ? record.values.purpose : null
  const within = (group: StoryGroup) => {
    if (group.id === 'lifecycle') return <Timeline system={record} />
    if (group.id === 'risks' && matrices.data) return <StoryRisks matrices={matrices.data} system={record.id} />
    if (group.id === 'monitoring') return <Monitors systemId={record.id} />
    return null
  }
  return (
    <Page
      title={record.title}
      kicker={
        <>
          <AppLink to="systems">{t('AI systems')}</AppLink>
          <span>{record.ref}</span>
          <StateBadge register="aiSystem" state={record.state} />
        </>
      }
      standing={
        <>
          {purpose ? <bdi>{purpose} </bdi> : null}
          {owner ? t('{name} answers for it.', { name: owner }) : t('Nobody answers for it yet.')}
        </>
      }
      more={
        <>
          <LinkButton to={`explore/trace/${record.ref}`}>{t('Trace')}</LinkButton>
          <LinkButton to={`r/${path}/${record.ref}`}>{t('Record and history')}</LinkButton>
        </>
      }
    >
      <div className={classes.columns}>
        <div className={classes.main}>
          <StoryFacts record={record} />
          <StoryGaps story={story} path={path} />
          <StoryLegal story={story} path={path} />
          {story.groups.map((group) => (
            <StorySection key={group.id} group={group}>
              {within(group)}
            </StorySection>
          ))}
          <p className={classes.soft}>{story.notice}</p>
        </div>
        <StoryIndex groups={story.groups} />
      </div>
    </Page>
  )
}
