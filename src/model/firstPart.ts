/** The beginning of a text, cut so that no character (a picture, say) is left in half; half a one can be kept nowhere. */
export const firstPart = (text: string, max: number): string => text.slice(0, max).replace(/[\ud800-\udbff]$/, '')
