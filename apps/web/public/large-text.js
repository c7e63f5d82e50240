// Before anything is painted: large text as it was chosen here last time. A file of its own, because pages are the same
// for everybody and no script may stand in them.
try {
  if (localStorage.getItem('yiqijuan.large-text') === '1') document.documentElement.classList.add('large-text');
} catch {
  // Nothing is kept in this browser; the switch still works for the page.
}
