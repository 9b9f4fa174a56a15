import {
  Anchor,
  Button,
  type CSSVariablesResolver,
  createTheme,
  InputWrapper,
  localStorageColorSchemeManager,
  Modal,
  Notification,
  Tooltip,
} from '@mantine/core'
import { t } from './i18n.ts'

/** Greys with a slight warm cast, one accent (deep teal). Colours of meaning stand in `theme.css` as variables. */
/** Made once the language is known: some parts of Mantine have words of their own. */
export const makeTheme = () =>
  createTheme({
    primaryColor: 'accent',
    primaryShade: { light: 7, dark: 6 },
    colors: {
      accent: [
        '#e9f4f3',
        '#cfe6e4',
        '#a5d0cc',
        '#78b8b3',
        '#4a9c97',
        '#2b847f',
        '#176e69',
        '#0c5a56',
        '#084a47',
        '#053936',
      ],
      gray: [
        '#faf9f7',
        '#f4f3f0',
        '#eae8e4',
        '#dcd9d4',
        '#c3bfb8',
        '#9f9a92',
        '#6b665f',
        '#54504a',
        '#393632',
        '#23211e',
      ],
      dark: [
        '#e4e1dc',
        '#cdc9c3',
        '#a8a39b',
        '#847f77',
        '#4a4742',
        '#383531',
        '#292724',
        '#1c1b19',
        '#161513',
        '#100f0e',
      ],
    },
    black: '#23211e',
    fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif",
    fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Segoe UI Mono', 'DejaVu Sans Mono', monospace",
    fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
    spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
    radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '16px' },
    defaultRadius: 'sm',
    headings: {
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '20px', lineHeight: '28px' },
        h2: { fontSize: '16px', lineHeight: '24px' },
        h3: { fontSize: '14px', lineHeight: '20px' },
        h4: { fontSize: '13px', lineHeight: '20px' },
      },
    },
    respectReducedMotion: true,
    cursorType: 'pointer',
    components: {
      Anchor: Anchor.extend({ defaultProps: { underline: 'hover' } }),
      // Help under a label is read, not glanced at: no smaller than what else is small.
      InputWrapper: InputWrapper.extend({ styles: { description: { fontSize: '12px' } } }),
      Button: Button.extend({ defaultProps: { size: 'xs', fw: 500 } }),
      Tooltip: Tooltip.extend({
        defaultProps: { multiline: true, maw: 320, openDelay: 300, events: { hover: true, focus: true, touch: true } },
      }),
      Modal: Modal.extend({
        defaultProps: {
          transitionProps: { duration: 120 },
          centered: true,
          closeButtonProps: { 'aria-label': t('Close') },
        },
      }),
      Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': t('Close') } } }),
    },
  })

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#69645d',
    '--mantine-color-anchor': '#0c5a56',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-dimmed': '#a8a39b',
    '--mantine-color-anchor': '#78b8b3',
    '--mantine-color-error': '#f2a49c',
  },
})

/** The same key is read by `public/color-scheme.js` before the first paint. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: 'openaims.colorScheme' })

/** The server writes a fresh nonce into the page; without a server (Vite alone) there is no policy to satisfy. */
export function styleNonce(): string {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')
  return meta?.content ?? ''
}
