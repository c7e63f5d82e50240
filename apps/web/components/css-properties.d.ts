import 'react';

// Custom properties carry figures into the style sheet: how deep a tile's red is.
declare module 'react' {
  interface CSSProperties {
    '--depth'?: string;
  }
}
