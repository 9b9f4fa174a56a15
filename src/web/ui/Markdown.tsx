import { lazy, Suspense } from 'react'
import classes from './Markdown.module.css'

const Rendered = lazy(() => import('./MarkdownRendered.tsx'))

/** Text people wrote in Markdown, shown formatted; HTML in it stays text, addresses other than web and mail are dropped. */
export function Markdown({ children }: { children: string }) {
  return (
    <div className={classes.markdown} dir="auto">
      <Suspense fallback={<p className={classes.plain}>{children}</p>}>
        <Rendered>{children}</Rendered>
      </Suspense>
    </div>
  )
}
