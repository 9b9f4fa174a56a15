import type { Home as HomeAnswer } from '../../../server/contract/told.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { useOrganisation } from '../../app/session.tsx'
import { Figure, Figures } from '../../ui/Figure.tsx'
import { Page } from '../../ui/Page.tsx'
import { Asked } from '../parts/Asked.tsx'
import { showPercent } from '../parts/showPercent.ts'
import { FirstSteps } from './FirstSteps.tsx'
import { GroupBars } from './GroupBars.tsx'
import classes from './Home.module.css'
import { NextActions } from './NextActions.tsx'
import { PhaseBars } from './PhaseBars.tsx'
import { ReadinessTrend } from './ReadinessTrend.tsx'
import { Week } from './Week.tsx'
import { WorkList } from './WorkList.tsx'

/** Where the organisation stands, what needs somebody, and what to do next. */
export default function Home() {
  const answer = useOrgQuery('home')
  const { name } = useOrganisation()
  return (
    <Page title={name} standing={answer.data ? standingOf(answer.data) : t('Where the management system stands.')}>
      <Asked answer={answer} rows={12}>
        {(home) => <Standing home={home} />}
      </Asked>
    </Page>
  )
}

/** Nothing is proven yet: somebody has just set up the organisation, or looks at a day before it began. */
const isNew = (home: HomeAnswer) => home.score < 0.02 && home.phases.every((phase) => phase.done === 0)

function standingOf(home: HomeAnswer): string {
  if (isNew(home)) return t('Nothing is recorded yet. Three steps get the management system going.')
  const audit = home.nextAudit
  const shown = t('Your records show {share} of what ISO/IEC 42001 asks for', { share: showPercent(home.score) })
  const { major, minor } = home.counts
  const open =
    major + minor === 0
      ? t('no major or minor finding is open')
      : t(
          '{major, plural, =0 {no major} one {# major} other {# major}} and {minor, plural, =0 {no minor finding} one {# minor finding} other {# minor findings}} are open',
          { major, minor },
        )
  return audit === null
    ? `${shown}; ${open}.`
    : `${shown}; ${open}. ${t('{what} {days, plural, =0 {today} one {tomorrow} other {in # days}}.', { what: audit.what, days: audit.days })}`
}

function Standing({ home }: { home: HomeAnswer }) {
  if (isNew(home)) {
    return (
      <>
        <FirstSteps />
        <div className={classes.columns}>
          {home.mine.total > 0 ? <MyWork home={home} /> : null}
          <div className={classes.main}>
            <NextActions actions={home.actions.slice(0, 5)} />
          </div>
          <div className={classes.side}>
            <PhaseBars phases={home.phases} />
            <GroupBars title={t('Readiness by clause')} first={t('Clause')} groups={home.clauses} />
          </div>
        </div>
      </>
    )
  }
  return (
    <>
      <HomeFigures home={home} />
      <div className={classes.columns}>
        <MyWork home={home} />
        <div className={classes.main}>
          <NextActions actions={home.actions.slice(0, 6)} />
          <div className={classes.pair}>
            <GroupBars title={t('Readiness by clause')} first={t('Clause')} groups={home.clauses} />
            <GroupBars title={t('Readiness by control group')} first={t('Group')} groups={home.controls} />
          </div>
          <ReadinessTrend today={home.today} score={home.score} counts={home.counts} />
        </div>
        <div className={classes.side}>
          <PhaseBars phases={home.phases} />
          <WorkList
            title={t('Overdue')}
            work={home.overdue}
            which="overdue"
            today={home.today}
            none={t('Nothing is overdue.')}
          />
          <Week week={home.week} />
        </div>
      </div>
    </>
  )
}

/** Stands first, so that on a phone nobody has to look for what is asked of them. */
function MyWork({ home }: { home: HomeAnswer }) {
  return (
    <div className={classes.mine}>
      <WorkList
        title={t('My work')}
        work={home.mine}
        which="mine"
        today={home.today}
        isMine
        none={t('Nothing waits for you. What you own and has to be done shows here.')}
      />
    </div>
  )
}

function HomeFigures({ home }: { home: HomeAnswer }) {
  const done = home.phases.reduce((sum, phase) => sum + phase.done, 0)
  const total = home.phases.reduce((sum, phase) => sum + phase.total, 0)
  const { major, minor } = home.counts
  return (
    <Figures>
      <Figure value={showPercent(home.score)} label={t('of the standard shown')} to="explore/clauses" />
      <Figure
        value={major}
        label={t('{major, plural, one {major finding} other {major findings}}', { major })}
        to="audit/readiness"
        search={{ severity: 'major' }}
        {...(major > 0 ? { hue: 'bad' as const } : {})}
      />
      <Figure
        value={minor}
        label={t('{minor, plural, one {minor finding} other {minor findings}}', { minor })}
        to="audit/readiness"
        search={{ severity: 'minor' }}
        {...(minor > 0 ? { hue: 'warn' as const } : {})}
      />
      <Figure value={t('{done} of {total}', { done, total })} label={t('programme steps proven')} to="programme" />
      {home.nextAudit ? (
        <Figure
          value={home.nextAudit.days}
          label={t('{days, plural, one {day} other {days}} to the next audit', { days: home.nextAudit.days })}
          note={`${home.nextAudit.what}, ${showDay(home.nextAudit.on)}`}
          to="audit"
        />
      ) : (
        <Figure value="–" label={t('days to the next audit')} note={t('No date is set')} to="audit" />
      )}
    </Figures>
  )
}
