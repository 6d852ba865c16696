// Runs before the first paint: applies the remembered scheme, else the system's.
(() => {
  const key = 'console.theme';
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const system = () => (dark.matches ? 'dark' : 'light');
  const remembered = () => {
    try { return localStorage.getItem(key); } catch { return null; }
  };
  const apply = () => { document.documentElement.dataset.theme = remembered() ?? system(); };

  apply();
  dark.addEventListener('change', apply);
  window.addEventListener('DOMContentLoaded', () => {
    document.getElementById('theme').addEventListener('click', () => {
      const next = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
      try {
        // The system's own scheme needs no memory: then the page goes on following it.
        if (next === system()) localStorage.removeItem(key); else localStorage.setItem(key, next);
        apply();
      } catch {
        document.documentElement.dataset.theme = next;
      }
    });
  });
})();
