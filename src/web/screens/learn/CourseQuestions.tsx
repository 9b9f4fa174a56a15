import { Button, Radio, Stack } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useMemo } from 'react'
import type { AttemptMarked, CourseToTake } from '../../../server/contract.ts'
import { asProblem } from '../../app/api.ts'
import { showInstant } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { useOrgApi, useRefreshOrganisation } from '../../app/orgApi.ts'
import { Refusal } from '../../app/start/Refusal.tsx'
import { useDraft } from '../../records/form/useDraft.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { AppLink } from '../../ui/AppLink.tsx'
import { BarredNotice, barredWords } from './BarredNotice.tsx'
import classes from './Learn.module.css'

interface CourseQuestionsProps {
  readonly taken: CourseToTake
  readonly onMarked: (result: AttemptMarked) => void
  /** To the last part of the lesson; null when there is none. */
  readonly back: (() => void) | null
}

const nothing = {}

/** The questions of a course, or the confirmation that it was read where it has none. */
export function CourseQuestions({ taken, onMarked, back }: CourseQuestionsProps) {
  const { course, assignment } = taken
  const api = useOrgApi()
  const refresh = useRefreshOrganisation()
  const draft = useDraft({
    what: `training.${assignment.record.id}.${course.version}`,
    title: t('Test: {title}', { title: course.record.title }),
    base: nothing,
    version: course.version,
  })
  const chosen = useMemo(
    () => course.questions.map((_question, index) => Number(draft.values[index] ?? 0)),
    [course.questions, draft.values],
  )
  const left = chosen.filter((answer) => answer === 0).length
  const send = useMutation({
    mutationFn: () =>
      api.post('training/{id}/attempts', {
        at: { id: assignment.record.id },
        body: { version: assignment.version, courseVersion: course.version, answers: chosen },
      }),
    onSuccess: async (result) => {
      draft.clear()
      onMarked(result)
      await refresh()
    },
    // What stood here may be old: somebody changed the course, or another tab sent an attempt.
    onError: (error) => (asProblem(error).status === 409 ? refresh() : undefined),
  })
  const barred =
    barredWords(taken) ??
    (left > 0 && t('Answer every question first; {left, plural, one {one is} other {# are}} left.', { left }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!barred && !send.isPending) send.mutate()
  }
  return (
    <form onSubmit={submit}>
      <BarredNotice taken={taken} />
      <h2 className={classes.heading} tabIndex={-1}>
        {course.questions.length > 0 ? t('Test') : t('Confirm')}
      </h2>
      {taken.barred === null ? <Lead hasQuestions={course.questions.length > 0} /> : null}
      <EarlierAttempts taken={taken} />
      {taken.barred === null ? (
        <Stack gap="lg">
          {course.questions.map((question, index) => (
            <Question
              // biome-ignore lint/suspicious/noArrayIndexKey: questions have no other name, and two may read alike
              key={index}
              number={index + 1}
              question={question}
              value={chosen[index] ?? 0}
              onChange={(answer) => draft.set(String(index), answer)}
            />
          ))}
        </Stack>
      ) : null}
      <Refusal error={send.error} />
      <div className={classes.foot}>
        {back ? (
          <Button size="md" variant="default" leftSection={<IconArrowLeft size={16} />} onClick={back}>
            {t('Back')}
          </Button>
        ) : (
          <span />
        )}
        {taken.barred === 'passed' ? (
          <AppLink to="">{t('Home')}</AppLink>
        ) : (
          <ActionButton size="md" type="submit" loading={send.isPending} disabledReason={barred}>
            {course.questions.length > 0 ? t('Send the answers') : t('I have read it')}
          </ActionButton>
        )}
      </div>
    </form>
  )
}

function Lead({ hasQuestions }: { hasQuestions: boolean }) {
  return (
    <p className={classes.soft}>
      {hasQuestions
        ? t('Take your time: you may go back and read, your answers stay. If it does not work out, you can try again.')
        : t('This course has no questions. Confirm that you have read and understood it.')}
    </p>
  )
}

interface QuestionProps {
  readonly number: number
  readonly question: CourseToTake['course']['questions'][number]
  /** Place of the answer chosen, from 1; 0 when none is. */
  readonly value: number
  readonly onChange: (answer: number) => void
}

function Question({ number, question, value, onChange }: QuestionProps) {
  return (
    <Radio.Group
      name={`question-${number}`}
      value={value === 0 ? null : String(value)}
      onChange={(answer) => onChange(Number(answer))}
      label={
        <span className={classes.question} dir="auto">
          {`${number}. ${question.question}`}
        </span>
      }
    >
      <div className={classes.answers}>
        {question.answers.map((answer, index) => (
          <Radio
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer is known by its place
            key={index}
            value={String(index + 1)}
            label={<bdi>{answer}</bdi>}
            classNames={{
              root: classes.answer ?? '',
              body: classes.answerBody ?? '',
              labelWrapper: classes.answerLabel ?? '',
            }}
          />
        ))}
      </div>
    </Radio.Group>
  )
}

function EarlierAttempts({ taken: { attempts } }: { taken: CourseToTake }) {
  if (attempts.length === 0) return null
  return (
    <section aria-label={t('Your attempts so far')}>
      <ul className={classes.attempts}>
        {attempts.map(({ at, passed, score }) => (
          <li key={at}>
            <time dateTime={at}>{showInstant(at)}</time>
            {': '}
            {passed ? t('passed') : t('not passed')}
            {score === null ? null : `, ${t('{score} % right', { score })}`}
          </li>
        ))}
      </ul>
    </section>
  )
}
