import { parentPort } from 'node:worker_threads'
import { renderDocx } from './docx/renderDocx.ts'
import type { DrawnWord, DrawTask } from './drawApart.ts'
import { renderPdf } from './pdf/renderPdf.ts'

// A thread of its own, started by drawApart.ts: takes one report after the other and gives back its bytes.

const answer = (word: DrawnWord, moved: ArrayBuffer[] = []) => parentPort?.postMessage(word, moved)

let last: Promise<unknown> = Promise.resolve()

parentPort?.on('message', ({ id, as, report }: DrawTask) => {
  last = last.then(async () => {
    try {
      const drawn = await (as === 'pdf' ? renderPdf(report) : renderDocx(report))
      // Moved instead of copied, which needs memory that nothing else lies in.
      const bytes = new Uint8Array(drawn)
      answer({ id, bytes }, [bytes.buffer])
    } catch (error) {
      answer({ id, error: error instanceof Error ? error : new Error(String(error)) })
    }
  })
})
