import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ChosenLanguage } from '../../server/contract/language.ts'
import { client } from './api.ts'
import { followAccount, setLanguage } from './language.ts'
import { useSession } from './session.tsx'

/** Reads in the language that the account keeps, as soon as it is known. */
export function useLanguageOfAccount(): void {
  const { signedIn } = useSession()
  const kept = useQuery({
    queryKey: ['account', 'language'],
    queryFn: ({ signal }) => client.get('account/language', { signal }),
    enabled: signedIn,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const language = kept.data?.language ?? null
  useEffect(() => followAccount(language), [language])
}

/** Keeps a choice with the account and starts anew in it; null: as the browser says. */
export function useChooseLanguage() {
  return useMutation({
    mutationFn: (language: ChosenLanguage | null) => client.put('account/language', { body: { language } }),
    onSuccess: (_kept, language) => setLanguage(language),
  })
}
