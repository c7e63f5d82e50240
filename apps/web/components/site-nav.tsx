import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { LargeTextSwitch } from './large-text-switch.js';
import './site-nav.css';

const PLACES = ['campaigns', 'statistics', 'rules', 'disclosures', 'books'] as const;

/** The public pages: a row where there is room, a menu that also opens without scripts where there is not. */
export function SiteNav() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    <nav className="site-nav" aria-label={t('site.nav.label')}>
      <ul className="site-nav-row">
        <Places />
        <li>
          <LargeTextSwitch />
        </li>
      </ul>
      {/* A new page begins with its menu closed. */}
      <details key={pathname} className="site-menu">
        <summary>{t('site.nav.menu')}</summary>
        <ul>
          <Places />
          <li>
            <LargeTextSwitch />
          </li>
        </ul>
      </details>
    </nav>
  );
}

/** The same at the foot of each page. */
export function SiteLinks() {
  return (
    <ul className="site-foot-links">
      <Places />
      <li>
        <LargeTextSwitch />
      </li>
    </ul>
  );
}

function Places() {
  const { t } = useTranslation();
  return PLACES.map((place) => (
    <li key={place}>
      <NavLink to={`/${place}`} end>
        {t(`site.nav.${place}`)}
      </NavLink>
    </li>
  ));
}
