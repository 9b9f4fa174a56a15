import { type ReactNode, useEffect } from 'react'
import classes from './Start.module.css'

/** The frame of a page that stands outside any organisation. */
export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · OpenAIMS`
  }, [title])
  return (
    <main className={classes.screen}>
      <div className={classes.sheet}>
        <p className={classes.brand}>
          <img src="/favicon.svg" alt="" width={20} height={20} /> OpenAIMS
        </p>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </div>
    </main>
  )
}
