import { lazy, Suspense } from 'react'
import { isCalmMarkdown } from '../../model/calmMarkdown.ts'
import classes from './Markdown.module.css'

const Rendered = lazy(() => import('./MarkdownRendered.tsx'))

/** Text people wrote in Markdown, shown formatted; HTML in it stays text, addresses other than web and mail are dropped. */
export function Markdown({ children }: { children: string }) {
  const asTyped = <p className={classes.plain}>{children}</p>
  return (
    <div className={classes.markdown} dir="auto">
      {isCalmMarkdown(children) ? (
        <Suspense fallback={asTyped}>
          <Rendered>{children}</Rendered>
        </Suspense>
      ) : (
        asTyped
      )}
    </div>
  )
}
