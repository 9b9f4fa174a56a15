import { useRef } from 'react'
import { newUuid } from '../../server/client/newUuid.ts'

interface RepeatKey {
  /** The key to send this content under: the same as last time when that brought no answer and nothing was changed since. */
  readonly keyOf: (content: unknown) => string
  /** To be called once the server has done it; the same content sent later is meant anew. */
  readonly done: () => void
}

/** A person who saves again after the connection broke must not record anything twice. */
export function useRepeatKey(): RepeatKey {
  const sent = useRef({ text: '', key: '' })
  return {
    keyOf(content) {
      const text = JSON.stringify(content)
      if (sent.current.text !== text) sent.current = { text, key: newUuid() }
      return sent.current.key
    },
    done() {
      sent.current = { text: '', key: '' }
    },
  }
}
