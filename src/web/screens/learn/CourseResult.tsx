import { Anchor, Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { AttemptMarked } from '../../../server/contract.ts'
import { showDay } from '../../app/dates.ts'
import { t } from '../../app/i18n.ts'
import { BareLink } from '../../ui/AppLink.tsx'
import classes from './Learn.module.css'

interface CourseResultProps {
  readonly result: AttemptMarked
  readonly go: (part: number) => void
  readonly again: () => void
}

/** What came of an attempt: done, or what to read before the next one. */
export function CourseResult({ result, go, again }: CourseResultProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.scrollIntoView({ block: 'nearest' })
    heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <section>
      <div className={classes.notice} data-passed={result.passed || undefined}>
        <h2 className={classes.heading} ref={heading} tabIndex={-1}>
          {result.passed ? t('Passed') : t('Not passed yet')}
        </h2>
        <p className={classes.told}>{markWords(result)}</p>
      </div>
      {result.passed ? null : (
        <>
          <h3 className={classes.small}>{t('Read this again')}</h3>
          <ul className={classes.again}>
            {result.readAgain.map(({ topic, part }) => (
              <li key={topic}>
                {part === null ? (
                  <bdi>{topic}</bdi>
                ) : (
                  <Anchor component="button" type="button" onClick={() => go(part)} inherit dir="auto">
                    {topic}
                  </Anchor>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className={classes.foot}>
        {result.passed ? (
          <Button size="md" renderRoot={(props) => <BareLink {...props} to="" />}>
            {t('Back to Home')}
          </Button>
        ) : (
          <Button size="md" onClick={again}>
            {t('Try again')}
          </Button>
        )}
      </div>
    </section>
  )
}

function markWords({ passed, score, right, asked, passMark, validUntil }: AttemptMarked): string {
  const marked =
    score === null
      ? t('It is recorded that you have read the course.')
      : t('{right} of {asked} answers are right: {score} %, {mark} % are needed.', {
          right,
          asked,
          score,
          mark: passMark ?? 100,
        })
  const until = passed && validUntil !== null ? t('It counts until {day}.', { day: showDay(validUntil) }) : ''
  return `${marked} ${until}`.trim()
}
