import { type ReactNode, useId } from 'react'
import classes from './Section.module.css'

interface SectionProps {
  readonly title: ReactNode
  /** How much there is, or a link to all of it; stands at the end of the heading's line. */
  readonly aside?: ReactNode
  /** What it shows and why, in a sentence. */
  readonly about?: ReactNode
  readonly children: ReactNode
}

/** A titled part of a page. */
export function Section({ title, aside, about, children }: SectionProps) {
  const id = useId()
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 className={classes.title} id={id}>
          {title}
        </h2>
        {aside ? <span className={classes.aside}>{aside}</span> : null}
      </div>
      {about ? <p className={classes.about}>{about}</p> : null}
      {children}
    </section>
  )
}

/** Nothing to list, said in a line. */
export const Quiet = ({ children }: { children: ReactNode }) => <p className={classes.quiet}>{children}</p>
