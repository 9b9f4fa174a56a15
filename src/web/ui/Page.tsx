import { type ReactNode, useEffect, useRef } from 'react'
import { useAsOf } from '../app/asOf.tsx'
import { showDay } from '../app/dates.ts'
import { t } from '../app/i18n.ts'
import { useOrganisation } from '../app/session.tsx'
import classes from './Page.module.css'

interface PageProps {
  readonly title: string
  /** One sentence that says what this is and where it stands. */
  readonly standing?: ReactNode
  /** Small line above the title: where this belongs. */
  readonly kicker?: ReactNode
  /** The one primary action. */
  readonly action?: ReactNode
  /** Other actions, ghost buttons or a menu; they stand before the primary one. */
  readonly more?: ReactNode
  /** Lets tables use all the width. */
  readonly wide?: boolean
  /** Makes the page as high as the window, so that a table in it scrolls instead of the page. */
  readonly fill?: boolean
  readonly children?: ReactNode
}

/** The frame of every page: title, standing, actions; and the heading lines of its print. */
export function Page({ title, standing, kicker, action, more, wide = false, fill = false, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { name } = useOrganisation()
  const { day } = useAsOf()
  useEffect(() => {
    document.title = t('{title} · {organisation}', { title, organisation: name })
  }, [title, name])
  useEffect(() => {
    // After a link in the navigation, reading goes on at the new page; a field that took focus itself keeps it.
    const at = document.activeElement
    if (at === null || at === document.body || at.closest('nav') !== null)
      heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <div className={wide ? `${classes.page} ${classes.wide}` : classes.page} data-fill={fill || undefined}>
      <p className="print-only">
        {name} · {t('printed {day}', { day: showDay(new Date().toISOString()) })}
        {day ? ` · ${t('as of {day}', { day: showDay(day) })}` : ''}
      </p>
      <header className={classes.head}>
        <div className={classes.words}>
          {kicker ? <div className={classes.kicker}>{kicker}</div> : null}
          <h1 className={classes.title} ref={heading} tabIndex={-1} dir="auto">
            {title}
          </h1>
          {standing ? <p className={classes.standing}>{standing}</p> : null}
        </div>
        {action || more ? (
          <div className={`${classes.actions} no-print`}>
            {more}
            {action}
          </div>
        ) : null}
      </header>
      {children}
    </div>
  )
}
