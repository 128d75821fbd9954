import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { isTyping } from './typing'

/** Keys that hold on every screen: `/` search, `?` help, `g` then `i` the inbox. */
export function useShellKeys(onHelp: () => void) {
  const go = useNavigate()
  const before = useRef('')
  useEffect(() => {
    function pressed(event: KeyboardEvent) {
      if (isTyping(event)) return
      const last = before.current
      before.current = event.key
      if (event.key === '/') {
        event.preventDefault()
        document.getElementById('quick-search')?.focus()
      } else if (event.key === '?') {
        onHelp()
      } else if (last === 'g' && event.key === 'i') {
        go('/inbox')
      }
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [go, onHelp])
}
