import { createContext } from 'react'

/** Whether files of the form at hand are uploaded so that nothing kept says by whom. */
export const UploadsWithoutName = createContext(false)
