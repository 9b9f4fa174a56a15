import '@mantine/core/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './app/theme.css'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { MutationCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProblem } from './app/api.ts'
import { chooseLanguage } from './app/language.ts'
import { router } from './app/router.tsx'
import { colorSchemeManager, cssVariables, makeTheme, styleNonce } from './app/theme.ts'
import { watchForUpdate } from './app/updated.tsx'

const client: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // What the server refused stays refused; only a server that did not answer is asked again.
      retry: (count, error) =>
        count < 2 && (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500),
    },
  },
  mutationCache: new MutationCache({
    onError: (error) => {
      // The sign-in ended meanwhile: the start page takes over, drafts stay in this browser.
      if (error instanceof ApiProblem && error.status === 401) void client.invalidateQueries({ queryKey: ['session'] })
    },
  }),
})

// Mantine's layers lock scrolling through a package that looks for its style nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() })

// A catalogue that is not English comes first: nothing is said before it is there.
await chooseLanguage()

watchForUpdate()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    {/* The direction stands on the document by now, as the language has it. */}
    <DirectionProvider>
      <MantineProvider
        theme={makeTheme()}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
        getStyleNonce={styleNonce}
      >
        <QueryClientProvider client={client}>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  </StrictMode>,
)
