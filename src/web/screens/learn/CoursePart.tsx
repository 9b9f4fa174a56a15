import { Button } from '@mantine/core'
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react'
import type { CourseToTake } from '../../../server/contract.ts'
import { t } from '../../app/i18n.ts'
import { AppLink } from '../../ui/AppLink.tsx'
import { Markdown } from '../../ui/Markdown.tsx'
import { BarredNotice } from './BarredNotice.tsx'
import { FileLinks } from './FileLinks.tsx'
import classes from './Learn.module.css'

interface CoursePartProps {
  readonly taken: CourseToTake
  /** From 1. */
  readonly at: number
  readonly name: string
  /** Name of the part after it. */
  readonly next: string
  readonly go: (part: number) => void
}

/** One part of the lesson. */
export function CoursePart({ taken, at, name, next, go }: CoursePartProps) {
  const { course } = taken
  return (
    <article>
      {at === 1 ? <BarredNotice taken={taken} /> : null}
      <h2 className={classes.heading} tabIndex={-1} dir="auto">
        {name}
      </h2>
      <Markdown>{course.parts[at - 1]?.text ?? ''}</Markdown>
      {at === 1 ? <FileLinks files={course.files} /> : null}
      <div className={classes.foot}>
        {at > 1 ? (
          <Button size="md" variant="default" leftSection={<IconArrowLeft size={16} />} onClick={() => go(at - 1)}>
            {t('Back')}
          </Button>
        ) : (
          <AppLink to="">{t('Home')}</AppLink>
        )}
        <Button size="md" rightSection={<IconArrowRight size={16} />} onClick={() => go(at + 1)}>
          <span className={classes.next} dir="auto">
            {t('Next: {name}', { name: next })}
          </span>
        </Button>
      </div>
    </article>
  )
}
