const KEY = 'music-lstm-daemon-token';

/** The token from the page's address, which is then removed from view, or the one of this tab's last load. */
export const takeToken = (): string => {
  const given = new URLSearchParams(window.location.hash.slice(1)).get('token');
  if (given !== null) {
    window.sessionStorage.setItem(KEY, given);
    window.history.replaceState(null, '', window.location.pathname);
  }
  return given ?? window.sessionStorage.getItem(KEY) ?? '';
};
