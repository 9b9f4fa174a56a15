import { useQuery } from '@tanstack/react-query'
import { Navigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { client } from '../api.ts'
import { t } from '../i18n.ts'
import { useRefreshSession } from '../session.tsx'
import { Sheet } from './Sheet.tsx'
import { useToken } from './useToken.ts'

/** Opens a one-time link from the terminal: its secret goes to the server in the body of a request, and in no address. */
export default function Welcome() {
  const token = useToken()
  const refresh = useRefreshSession()
  const opened = useQuery({
    queryKey: ['welcome', token],
    queryFn: () => client.post('welcome', { body: { token } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    enabled: token !== '',
  })
  useEffect(() => {
    if (opened.isSuccess) void refresh()
  }, [opened.isSuccess, refresh])
  if (token === '') return <Navigate to="/" replace />
  if (opened.isError) return <Navigate to="/" search={{ link: 'expired' }} replace />
  if (opened.isSuccess) return <Navigate to="/" replace />
  return <Sheet title={t('Opening the link')}>{null}</Sheet>
}
