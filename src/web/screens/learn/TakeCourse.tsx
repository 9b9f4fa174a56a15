import { useParams } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { AttemptMarked, CourseToTake } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgQuery } from '../../app/orgApi.ts'
import { useShortcut } from '../../app/shortcuts.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Page } from '../../ui/Page.tsx'
import { Asked } from '../parts/Asked.tsx'
import { useAddress } from '../parts/useAddress.ts'
import { CoursePart } from './CoursePart.tsx'
import { CourseQuestions } from './CourseQuestions.tsx'
import { CourseResult } from './CourseResult.tsx'
import classes from './Learn.module.css'
import { PartList } from './PartList.tsx'
import { partNames } from './partNames.ts'

/** A course as the person reads it who is to take it: its parts, then the questions, then what came of it. */
export default function TakeCourse() {
  const { ref = '' } = useParams({ strict: false }) as { ref?: string }
  const answer = useOrgQuery('training/{id}', { at: { id: ref } })
  const { data } = answer
  return (
    <Page
      title={data?.course.record.title ?? t('Course')}
      kicker={
        <>
          <AppLink to="">{t('Home')}</AppLink>
          {data ? (
            <AppLink to={`r/trainings/${data.assignment.record.ref}`}>{data.assignment.record.ref}</AppLink>
          ) : null}
        </>
      }
      standing={data ? <Standing taken={data} /> : null}
    >
      <Asked answer={answer} rows={10}>
        {(taken) => <Steps taken={taken} />}
      </Asked>
    </Page>
  )
}

function Standing({ taken: { course, assignment } }: { taken: CourseToTake }) {
  const facts = [
    course.minutes === null
      ? null
      : t('About {count, plural, one {# minute} other {# minutes}}', { count: course.minutes }),
    course.questions.length === 0
      ? null
      : t('{count, plural, one {# question} other {# questions}}, {mark} % right to pass', {
          count: course.questions.length,
          mark: course.passMark ?? 100,
        }),
    assignment.dueOn === null || assignment.doneOn !== null ? null : t('by {day}', { day: showDay(assignment.dueOn) }),
  ].filter((fact) => fact !== null)
  return (
    <>
      {course.goal ? <span dir="auto">{course.goal} </span> : null}
      <span className={classes.facts}>{facts.join(' · ')}</span>
    </>
  )
}

function Steps({ taken }: { taken: CourseToTake }) {
  const [address, update] = useAddress<'part'>()
  const [result, setResult] = useState<AttemptMarked | null>(null)
  const names = partNames(taken)
  const last = names.length
  const asked = Number(address.part ?? 1)
  const at = Number.isInteger(asked) && asked >= 1 && asked <= last ? asked : 1
  const top = useRef<HTMLDivElement>(null)
  const before = useRef(at)
  useEffect(() => {
    if (before.current === at) return
    before.current = at
    // Reading goes on at the top of the new part, for eyes and screen readers alike.
    top.current?.scrollIntoView({ block: 'start' })
    top.current?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
  }, [at])
  const go = (part: number) => {
    setResult(null)
    update({ part: String(part) }, false)
  }
  useShortcut('j', t('Next part'), () => go(at + 1), at < last)
  useShortcut('k', t('Part before'), () => go(at - 1), at > 1)
  return (
    <div className={classes.course}>
      <PartList names={names} at={at} go={go} />
      <div className={classes.reading} ref={top}>
        {result ? (
          <CourseResult result={result} go={go} again={() => setResult(null)} />
        ) : at === last ? (
          <CourseQuestions taken={taken} onMarked={setResult} back={last > 1 ? () => go(last - 1) : null} />
        ) : (
          <CoursePart taken={taken} at={at} name={names[at - 1] ?? ''} next={names[at] ?? ''} go={go} />
        )}
      </div>
    </div>
  )
}
