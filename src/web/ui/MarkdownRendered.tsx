import ReactMarkdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'

// Headings begin below those of the page, pictures from elsewhere are links: nothing is fetched by reading.
const parts: Components = {
  h1: ({ children }) => <h3>{children}</h3>,
  h2: ({ children }) => <h4>{children}</h4>,
  h3: ({ children }) => <h5>{children}</h5>,
  img: ({ src, alt }) => <a href={typeof src === 'string' ? src : undefined}>{alt || src}</a>,
  a: ({ href, children }) => (
    <a href={href} rel="noreferrer noopener" target="_blank">
      {children}
    </a>
  ),
}

export default function MarkdownRendered({ children }: { children: string }) {
  return (
    <ReactMarkdown remarkPlugins={[remarkGfm]} components={parts}>
      {children}
    </ReactMarkdown>
  )
}
