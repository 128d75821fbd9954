/** Whether a key belongs to a field or a dialog, so that it is no shortcut. */
export function isTyping(event: KeyboardEvent) {
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  const at = event.target
  return at instanceof HTMLElement && at.closest('input, textarea, select, [contenteditable], [role="dialog"], dialog') !== null
}
